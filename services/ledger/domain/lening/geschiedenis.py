"""What the facts of a loan tell the rules: its conditions, every mutation with both its dates, and what stands in the books."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.grootboek.weigeringen import MutatieIsVerdwenen
from services.ledger.domain.lening.besluiten import Besluit
from services.ledger.domain.lening.besluitsoorten import mutatie_van
from services.ledger.domain.lening.events import AflossingGeboekt, LeningGeopend
from services.ledger.domain.lening.open_termijnen import Boeken
from services.ledger.domain.lening.state import Lening, evolve
from services.ledger.domain.verloop import leningstand
from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.gegevens import Betaalkeuze, Herroeping
from services.ledger.domain.verloop.mutaties import mutatie_id
from shared.begrippen import Feit
from shared.recht.cohort import Regeling

PRODUCTEN = {
    "bedrijfskapitaal_rentedragend": leningstand.Product.RENTEDRAGEND,
    "bedrijfskapitaal_renteloos": leningstand.Product.RENTELOOS,
    "voorbereidingskrediet": leningstand.Product.VOORBEREIDING,
    "borgtocht": leningstand.Product.BORGTOCHT,
}
# The place of a mutation that only now becomes known: after every number.
LAATSTE = "~~~~~~"


@dataclass(frozen=True)
class Geschiedenis:
    """Made by `lees`. `keuzes` are the receipts of which the debtor's choice counts, by the decision that kept it."""

    lening: leningstand.Leningvoorwaarden
    mutaties: list[m.Mutatie]
    boeken: Boeken
    keuzes: dict[UUID, UUID]


def lees(feiten: Iterable[Feit]) -> Geschiedenis:
    """The history of an opened loan, in the order in which it was booked."""
    mutatiefeiten = [feit for feit in feiten if isinstance(feit, Mutatie)]
    boeken = Boeken()
    for feit in mutatiefeiten:
        boeken.neem(feit)
    gevonden, keuzes = _gevonden(mutatiefeiten)
    return Geschiedenis(geopende_lening(mutatiefeiten), list(gevonden.values()), boeken, keuzes)


def geopende_lening(feiten: Sequence[Mutatie]) -> leningstand.Leningvoorwaarden:
    """The loan as it was opened, for the rules."""
    geopend = feiten[0]
    if not isinstance(geopend, LeningGeopend):
        raise TypeError("a history starts with the opening of the loan")
    return rekenlening(evolve(Lening(), geopend))


def rekenlening(lening: Lening) -> leningstand.Leningvoorwaarden:
    """The loan as the rules know it; the conditions of the besluit stand, also for Tozo."""
    vraag = lening.vraag
    uitbetaald = (
        ()
        if lening.product == "borgtocht"
        else (leningstand.Uitbetaling(lening.uitbetaald_op, vraag.hoofdsom_cent),)
    )
    return leningstand.Leningvoorwaarden(
        str(lening.lening_id),
        Regeling(lening.regeling),
        PRODUCTEN[lening.product],
        lening.cohort,
        lening.groep,
        lening.aanvraagdatum,
        lening.besluitdatum,
        vraag,
        uitbetaald,
        schema_staat_vast=True,
        artikel="Tozo art. 14" if lening.regeling == "tozo" else "Bbz art. 15",
        vast_cent=lening.voorwaarden.vast_cent if lening.voorwaarden else 0,
    )


def mutaties(feiten: Iterable[Mutatie]) -> list[m.Mutatie]:
    """Every mutation once, in the order of its first booking; a receipt as the debtor meant it."""
    return list(_gevonden(feiten)[0].values())


def keuzes(feiten: Iterable[Mutatie]) -> dict[UUID, m.Mutatie]:
    """The receipts with a choice of the debtor that counts, by the decision that kept it."""
    gevonden, besluiten = _gevonden(feiten)
    return {besluit_id: gevonden[betaling_id] for besluit_id, betaling_id in besluiten.items()}


def _gevonden(feiten: Iterable[Mutatie]) -> tuple[dict[UUID, m.Mutatie], dict[UUID, UUID]]:
    gevonden: dict[UUID, m.Mutatie] = {}
    keuzes: dict[UUID, UUID] = {}
    for feit in feiten:
        if (
            isinstance(feit, AflossingGeboekt)
            and feit.betaling_id
            and feit.betaling_id not in gevonden
        ):
            nummer = mutatie_id(len(gevonden), feit.betaling_id)
            gevonden[feit.betaling_id] = ontvangst(
                nummer, feit.ontvangen_cent, feit.boekdatum, feit.valutadatum
            )
        elif isinstance(feit, Besluit):
            _voeg_toe(gevonden, keuzes, feit)
    return gevonden, keuzes


def ontvangst(nummer: str, cent: int, boekdatum: date, valutadatum: date) -> m.Ontvangst:
    return m.Ontvangst(
        mutatie_id=nummer, boekdatum=boekdatum, valutadatum=valutadatum, bedrag_cent=cent
    )


def zonder_keuze(betaling: m.Mutatie) -> m.Ontvangst:
    """The receipt as the bank brought it, when the choice of the debtor was a mistake."""
    cent: int = getattr(betaling, "bedrag_cent", 0)
    return ontvangst(betaling.mutatie_id, cent, betaling.boekdatum, betaling.valutadatum)


def _voeg_toe(gevonden: dict[UUID, m.Mutatie], keuzes: dict[UUID, UUID], feit: Besluit) -> None:
    gegevens = feit.gegevens
    if isinstance(gegevens, Betaalkeuze):
        betaling = gevonden[gegevens.betaling_id]
        if isinstance(betaling, m.Ontvangst):
            keuze = gegevens.betaling(betaling)
            gevonden[gegevens.betaling_id] = (
                replace(keuze, aanvaard=True) if isinstance(keuze, m.AflossingIneens) else keuze
            )
            keuzes[feit.besluit_id] = gegevens.betaling_id
        return
    if isinstance(gegevens, Herroeping) and gegevens.van in keuzes:
        betaling_id = keuzes.pop(gegevens.van)
        gevonden[betaling_id] = zonder_keuze(gevonden[betaling_id])
        return
    if feit.besluit_id in gevonden:
        raise MutatieIsVerdwenen(feit.besluit_id)
    nummer = mutatie_id(len(gevonden), feit.besluit_id)
    gevonden[feit.besluit_id] = (
        herroeping(gegevens, nummer, feit.boekdatum, feit.valutadatum, gevonden[gegevens.van])
        if isinstance(gegevens, Herroeping)
        else mutatie_van(gegevens, nummer, feit.boekdatum, feit.valutadatum, aanvaard=True)
    )


def herroeping(
    gegevens: Herroeping, nummer: str, boekdatum: date, valutadatum: date, van: m.Mutatie
) -> m.Herroeping:
    """The revocation of this mutation."""
    return m.Herroeping(
        mutatie_id=nummer,
        boekdatum=boekdatum,
        valutadatum=valutadatum,
        van=van.mutatie_id,
        soort=gegevens.soort,
    )
