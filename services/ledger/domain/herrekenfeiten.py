"""A posting of the run as the fact that keeps it."""

from datetime import date
from typing import Any

from services.ledger.domain.aflosschema import Schemavraag, termijngrens, vervaldag
from services.ledger.domain.boekregels import Grootboek
from services.ledger.domain.doorrekening.leningstand import Posting
from services.ledger.domain.doorrekening.termijnloop import sluitdag
from services.ledger.domain.events import AflossingGeboekt, BoekingHerboekt, Mutatie, RenteGeboekt, TermijnVervallen, WettelijkeRenteGeboekt
from services.ledger.domain.geschiedenis import bron
from services.ledger.domain.rekenstand import RENTE

BETALINGEN = frozenset({"betaling", "extra_aflossing", "tegoed_verrekend"})


def feit_van(posting: Posting, schema: Schemavraag, kop: dict[str, Any]) -> Mutatie:
    """`kop` is what every fact of the loan repeats."""
    alles = kop | {
        "valutadatum": posting.valutadatum, "grondslag": posting.grondslag, "uitleg": posting.formule, "boekregels": posting.boekregels,
    }  # fmt: skip
    if posting.soort == "rente":
        return _rente(posting, schema, alles)
    if posting.soort == "wettelijke_rente":
        return WettelijkeRenteGeboekt(**alles, rente_cent=posting.bedrag_cent)
    if posting.soort in BETALINGEN:
        return _aflossing(posting, alles)
    return BoekingHerboekt(**alles, mutatie_id=bron(posting.mutatie_id), soort=posting.soort, bedrag_cent=posting.bedrag_cent)


def termijn_van(posting: Posting, rentepostings: dict[date, int], schema: Schemavraag, kop: dict[str, Any]) -> TermijnVervallen:
    """The term that a `termijn` posting let fall due."""
    nr = termijn_op(schema, posting.valutadatum)
    rente = rentepostings.get(posting.valutadatum, 0)
    valt = max(vervaldag(schema, nr), posting.valutadatum)
    return TermijnVervallen(
        **kop, valutadatum=valt, grondslag="Bbz art. 39", uitleg=f"{posting.formule}.", termijn=nr, vervaldag=valt, rente_cent=rente,
        aflossing_cent=posting.bedrag_cent - rente,
    )  # fmt: skip


def termijn_op(schema: Schemavraag, dag: date) -> int:
    """The term that a day lies in; of the day on which a term is closed, that term."""
    nr = 1
    while sluitdag(schema, nr) < dag:
        nr += 1
    return nr


def _rente(posting: Posting, schema: Schemavraag, alles: dict[str, Any]) -> RenteGeboekt:
    nr = termijn_op(schema, posting.valutadatum)
    valt = posting.valutadatum if posting.mutatie_id else vervaldag(schema, nr)
    return RenteGeboekt(
        **alles, termijn=nr, van=termijngrens(schema, nr - 1), tot=termijngrens(schema, nr), vervaldag=valt, rente_cent=posting.bedrag_cent
    )


def _aflossing(posting: Posting, alles: dict[str, Any]) -> AflossingGeboekt:
    per = _per_soort(posting)
    return AflossingGeboekt(
        **alles, betaling_id=bron(posting.mutatie_id) if posting.mutatie_id else None, ontvangen_cent=per.get(Grootboek.BANK, 0),
        kosten_cent=-per.get(Grootboek.KOSTEN, 0), rente_cent=-sum(cent for soort, cent in per.items() if soort in RENTE),
        aflossing_cent=-per.get(Grootboek.HOOFDSOM, 0), extra_cent=0, tegoed_cent=-per.get(Grootboek.TEGOED, 0), delen=(),
    )  # fmt: skip


def _per_soort(posting: Posting) -> dict[str, int]:
    return {regel.rekening.rpartition(":")[2]: regel.bedrag_cent for regel in posting.boekregels}
