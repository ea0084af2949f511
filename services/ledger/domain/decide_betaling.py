"""Where a receipt goes: kosten, verschenen rente, hoofdsom that is due (Awb art. 4:92); then the coming term, then extra aflossing."""

from datetime import date
from uuid import UUID

from services.ledger.domain.boekregels import Grootboek, boeking, credit, debet
from services.ledger.domain.commands import BoekBetaling
from services.ledger.domain.events import AchterstandIngelopen, AflossingGeboekt, Termijndeel
from services.ledger.domain.state import Lening, afboekingen
from services.ledger.domain.termijnbedrag import DAG, komende_termijn
from services.ledger.domain.toerekening import Openstaand, Post, Toerekening, verdeel
from services.ledger.domain.verloop import Verloop, sluit_af
from services.ledger.domain.weigeringen import BedragIsNietPositief, LeningIsAfgelost, LeningIsOnbekend, RenteIsAlGeboekt
from shared.begrippen import Feit
from shared.money import bedrag


def boek_betaling(lening: Lening, verzoek: BoekBetaling) -> list[Feit]:
    """Books a receipt on the day it was credited; raises RenteIsAlGeboekt when interest in the books depends on an earlier day."""
    moet_kunnen(lening, verzoek)
    verloop = Verloop(lening)
    _boek(verloop, verzoek.bedrag_cent, verzoek.betaling_id, verzoek.op, verzoek.valutadatum)
    return verloop.feiten


def moet_kunnen(lening: Lening, verzoek: BoekBetaling) -> None:
    """Raises what speaks against any receipt on this loan."""
    if lening.status == "onbekend":
        raise LeningIsOnbekend
    if lening.status == "afgelost":
        raise LeningIsAfgelost
    if verzoek.bedrag_cent <= 0:
        raise BedragIsNietPositief


def verreken_tegoed(verloop: Verloop, op: date, valutadatum: date) -> None:
    """What was paid early pays the term on its vervaldag."""
    te_betalen = min(verloop.lening.tegoed_cent, verloop.lening.saldi.vervallen_cent)
    if te_betalen > 0:
        _boek(verloop, te_betalen, None, op, valutadatum)


def vaste_rente_tot(lening: Lening) -> date | None:
    """A receipt that counts on or before this day would change interest that was posted."""
    if not lening.is_rentedragend or not lening.geboekte_termijn:
        return None
    return lening.grens(lening.geboekte_termijn) - DAG if lening.telt_dagen else lening.grens(lening.geboekte_termijn - 1)


def _boek(verloop: Verloop, cent: int, betaling_id: UUID | None, op: date, valutadatum: date) -> None:
    lening = verloop.lening
    had_achterstand = bool(lening.gemist)
    feit = _aflossing(verloop, cent, betaling_id, op, valutadatum)
    _moet_na_geboekte_rente(lening, feit)
    verloop.leg_vast(feit)
    if had_achterstand and not verloop.lening.gemist:
        verloop.leg_vast(
            AchterstandIngelopen(
                **verloop.mutatie(boekdatum=op, valutadatum=valutadatum, grondslag="Bbz art. 39", uitleg="De achterstand is ingelopen.")
            )
        )
    sluit_af(verloop, feit)


def _moet_na_geboekte_rente(lening: Lening, feit: AflossingGeboekt) -> None:
    vast_tot = vaste_rente_tot(lening)
    te_vroeg = [stap.dag for stap in afboekingen(lening, feit) if vast_tot and stap.dag <= vast_tot]
    if vast_tot and te_vroeg:
        raise RenteIsAlGeboekt(min(te_vroeg), vast_tot)


def _aflossing(verloop: Verloop, cent: int, betaling_id: UUID | None, op: date, valutadatum: date) -> AflossingGeboekt:
    lening = verloop.lening
    verdeling = verdeel(cent, _openstaand(lening))
    uit_tegoed = betaling_id is None
    tegoed, extra = (-cent, 0) if uit_tegoed else _rest(lening, verdeling, valutadatum)
    ontvangen = 0 if uit_tegoed else cent
    regels = boeking(
        debet(Grootboek.BANK, lening.cohort, ontvangen), credit(Grootboek.KOSTEN, lening.cohort, verdeling.kosten_cent),
        credit(Grootboek.RENTE, lening.cohort, verdeling.rente_cent),
        credit(Grootboek.HOOFDSOM, lening.cohort, verdeling.hoofdsom_cent + extra), credit(Grootboek.TEGOED, lening.cohort, tegoed),
    )  # fmt: skip
    return AflossingGeboekt(
        **verloop.mutatie(
            boekdatum=op, valutadatum=valutadatum, grondslag=verdeling.grondslag, uitleg=_uitleg(verdeling, cent, extra, tegoed),
            boekregels=regels,
        ),
        betaling_id=betaling_id, ontvangen_cent=ontvangen, kosten_cent=verdeling.kosten_cent, rente_cent=verdeling.rente_cent,
        aflossing_cent=verdeling.hoofdsom_cent, extra_cent=extra, tegoed_cent=tegoed, delen=_delen(lening, verdeling),
    )  # fmt: skip


def _openstaand(lening: Lening) -> Openstaand:
    vervallen = lening.vervallen
    return Openstaand(
        lening.kosten_cent, tuple(Post(termijn.vervaldag, termijn.rente_cent) for termijn in vervallen),
        tuple(Post(termijn.vervaldag, termijn.aflossing_cent) for termijn in vervallen),
    )  # fmt: skip


def _rest(lening: Lening, verdeling: Toerekening, valutadatum: date) -> tuple[int, int]:
    """Tegoed and extra aflossing: up to the coming term waits for its vervaldag, more lowers the hoofdsom at once (law.md 2.1)."""
    komend = komende_termijn(_na(lening, verdeling, valutadatum))
    wacht = min(verdeling.rest_cent, max(0, sum(komend) - lening.tegoed_cent))
    extra = min(verdeling.rest_cent - wacht, lening.niet_vervallen_cent - komend.aflossing_cent)
    return verdeling.rest_cent - extra, extra


def _na(lening: Lening, verdeling: Toerekening, valutadatum: date) -> Lening:
    """The coming term bears no interest over what this receipt pays on or before its first day (law.md 2.6)."""
    telt_mee = not lening.telt_dagen and valutadatum <= lening.grens(lening.vervallen_termijn)
    return lening.model_copy(update={"hoofdsom_cent": lening.hoofdsom_cent - verdeling.hoofdsom_cent}) if telt_mee else lening


def _delen(lening: Lening, verdeling: Toerekening) -> tuple[Termijndeel, ...]:
    """The split per term; each vervaldag belongs to one term."""
    rente = {post.vervaldag: post.cent for post in verdeling.rente}
    hoofdsom = {post.vervaldag: post.cent for post in verdeling.hoofdsom}
    delen = (
        Termijndeel(termijn=termijn.nr, rente_cent=rente.get(termijn.vervaldag, 0), aflossing_cent=hoofdsom.get(termijn.vervaldag, 0))
        for termijn in lening.vervallen
    )
    return tuple(deel for deel in delen if deel.rente_cent or deel.aflossing_cent)


def _uitleg(verdeling: Toerekening, cent: int, extra: int, tegoed: int) -> str:
    delen = {
        "kosten": verdeling.kosten_cent, "rente": verdeling.rente_cent, "aflossing": verdeling.hoofdsom_cent,
        "extra aflossing": extra, "tegoed voor de volgende termijn": max(0, tegoed),
    }  # fmt: skip
    genoemd = ", ".join(f"{bedrag(deel)} {naam}" for naam, deel in delen.items() if deel)
    wat = "Tegoed verrekend" if tegoed < 0 else "Ontvangen"
    return f"{wat}: {bedrag(cent)}, waarvan {genoemd} ({verdeling.grondslag})"
