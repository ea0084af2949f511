"""A posting of the run as the fact that keeps it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.grootboek.boekregels import Grootboek
from services.ledger.domain.lening.events import (
    AflossingGeboekt,
    BoekingHerboekt,
    RenteGeboekt,
    TermijnVervallen,
    WettelijkeRenteGeboekt,
)
from services.ledger.domain.lening.onderdelen import Rentegrondslag, Termijndeel
from services.ledger.domain.lening.open_termijnen import Termijnvraag
from services.ledger.domain.lening.saldi import RENTE
from services.ledger.domain.verloop.leningstand import Posting
from services.ledger.domain.verloop.mutaties import bron
from services.ledger.domain.verloop.sommen import Rentesom
from shared.recht.aflosschema import Schemavraag, termijngrens, vervaldag
from shared.recht.toerekening import Post, Toerekening

Gevraagd = Mapping[date, Termijnvraag]
BETALINGEN = frozenset({"betaling", "extra_aflossing", "tegoed_verrekend"})


def feit_van(
    posting: Posting, schema: Schemavraag, gevraagd: Gevraagd, kop: dict[str, Any]
) -> Mutatie:
    """`kop` is what every fact of the loan repeats."""
    alles = kop | {
        "valutadatum": posting.valutadatum,
        "grondslag": posting.grondslag,
        "boekregels": posting.boekregels,
    }
    if isinstance(posting.formule, str):
        alles["uitleg"] = posting.formule
    if posting.soort == "rente":
        return _rente(posting, schema, alles)
    if posting.soort == "wettelijke_rente":
        return WettelijkeRenteGeboekt(**alles, rente_cent=posting.bedrag_cent)
    if posting.soort in BETALINGEN:
        return _aflossing(posting, gevraagd, alles)
    return BoekingHerboekt(
        **alles,
        mutatie_id=bron(posting.mutatie_id),
        soort=posting.soort,
        bedrag_cent=posting.bedrag_cent,
    )


def termijn_vervallen(vraag: Termijnvraag, kop: dict[str, Any]) -> TermijnVervallen:
    return TermijnVervallen(
        **kop,
        valutadatum=vraag.vervaldag,
        grondslag="Bbz art. 39",
        termijn=vraag.nr,
        vervaldag=vraag.vervaldag,
        rente_cent=vraag.rente_cent,
        aflossing_cent=vraag.aflossing_cent,
    )


def _rente(posting: Posting, schema: Schemavraag, alles: dict[str, Any]) -> RenteGeboekt:
    nr = posting.termijn
    valt = posting.valutadatum if posting.mutatie_id else vervaldag(schema, nr)
    van, tot, formule = termijngrens(schema, nr - 1), termijngrens(schema, nr), posting.formule
    if isinstance(formule, Rentesom):
        if (formule.van, formule.tot) == (van, tot):
            deel = formule.deel.as_integer_ratio()
            som = Rentegrondslag(formule.grondslag_cent, formule.jaarrente_procent, *deel)
            alles["som"] = som
        else:
            alles["uitleg"] = str(formule)
    return RenteGeboekt(
        **alles, termijn=nr, van=van, tot=tot, vervaldag=valt, rente_cent=posting.bedrag_cent
    )


def _aflossing(posting: Posting, gevraagd: Gevraagd, alles: dict[str, Any]) -> AflossingGeboekt:
    per = {regel.rekening.rpartition(":")[2]: regel.bedrag_cent for regel in posting.boekregels}
    toerekening = posting.toerekening or Toerekening()
    return AflossingGeboekt(
        **alles,
        betaling_id=bron(posting.mutatie_id) if posting.mutatie_id else None,
        ontvangen_cent=per.get(Grootboek.BANK, 0),
        kosten_cent=-per.get(Grootboek.KOSTEN, 0),
        rente_cent=-sum(cent for soort, cent in per.items() if soort in RENTE),
        aflossing_cent=toerekening.hoofdsom_cent,
        extra_cent=-per.get(Grootboek.HOOFDSOM, 0) - toerekening.hoofdsom_cent,
        tegoed_cent=-per.get(Grootboek.TEGOED, 0),
        delen=_delen(toerekening, gevraagd),
    )


def _delen(toerekening: Toerekening, gevraagd: Gevraagd) -> tuple[Termijndeel, ...]:
    """What was paid of every term; each vervaldag belongs to one."""
    rente, hoofdsom = (_per_dag(posten) for posten in (toerekening.rente, toerekening.hoofdsom))
    nummers = {
        dag: gevraagd[dag].nr if dag in gevraagd else 0 for dag in sorted({*rente, *hoofdsom})
    }
    return tuple(
        Termijndeel(termijn=nr, rente_cent=rente.get(dag, 0), aflossing_cent=hoofdsom.get(dag, 0))
        for dag, nr in nummers.items()
    )


def _per_dag(posten: Iterable[Post]) -> dict[date, int]:
    """Several posts can fall due on one day."""
    per: dict[date, int] = {}
    for post in posten:
        per[post.vervaldag] = per.get(post.vervaldag, 0) + post.cent
    return per
