"""What has to be done about arrears: of two desks one does it, and for the other it is no task."""

from collections.abc import Iterator
from typing import cast

from services.routing.domain.beloften import Beloften
from services.routing.projections.dossier import Dossier
from services.routing.projections.schulden import Lening, adres
from services.routing.projections.taak import Taak
from shared.recht.invorderingsstappen import Stap as Ladderstap

# The steps of the collection ladder that we take; the rest comes by itself or is a promise of the debtor. What is in neither, is ours.
ONBEKENDE_STAP = "Bekijk wat de volgende stap van de invordering is"
VANZELF: frozenset[Ladderstap] = frozenset({"hervatten", "aanmaning_versturen"})
LADDER: dict[Ladderstap, str] = {
    "contact": "Bel of ga langs over de achterstand",
    "aanmaning": "Stuur de aanmaning",
    "tweede_aanmaning": "Stuur de tweede aanmaning",
    "opeising": "Stel voor de lening op te eisen",
    "dwangbevel": "Vaardig het dwangbevel uit",
    "gesprek": "Voer het afgesproken gesprek",
    "overdracht": "Draag de invordering over aan de deurwaarder",
    "opnieuw_bekijken": "Bekijk de invordering opnieuw",
}
# The steps of the ladder with which somebody speaks with the debtor, or looks whether a promise was kept.
BELLEN: frozenset[str] = frozenset({"contact", "gesprek", "afspraak_nakijken"})


def achterstand(dossier: Dossier, beloften: Beloften) -> Iterator[Taak]:
    """Of two desks one calls: which one, the working agreements say. What is not ours is told, never asked."""
    for lening in dossier.leningen:
        if lening.stap is None and lening.achterstand_sinds is None:
            continue
        is_bellen = lening.stap is None or lening.stap in BELLEN
        is_van_ons = (dossier.belt if is_bellen else dossier.vordert_in) == "consulent"
        if not is_van_ons and lening.stap not in VANZELF:
            yield _bij_een_collega(lening, is_bellen=is_bellen)
        elif lening.stap:
            yield _ladderstap(lening, lening.stap)
        elif lening.achterstand_sinds:
            yield Taak(
                stap="achterstand",
                actie="Bel over de achterstand",
                wacht_op="ons",
                herkomst="belofte",
                adres=adres(lening),
                **beloften.contact_over_achterstand(lening.achterstand_sinds)._asdict(),
            )


def _bij_een_collega(lening: Lening, *, is_bellen: bool) -> Taak:
    wat = "belt over de achterstand" if is_bellen else "is aan zet met de invordering"
    return Taak(
        stap="achterstand",
        actie=f"Niets: debiteurenbeheer {wat}",
        wacht_op="collega",
        adres=f"{adres(lening)}/invordering",
    )


def _ladderstap(lening: Lening, stap: str) -> Taak:
    """What the ledger planned for these arrears; a promise of the debtor is ours to look at once its day has passed."""
    waar = f"{adres(lening)}/invordering"
    if stap in VANZELF:
        return Taak(
            stap="achterstand",
            actie="Niets: de invordering staat stil of gaat vanzelf verder",
            wacht_op="niemand",
            adres=waar,
        )
    if stap == "afspraak_nakijken":
        return Taak(
            stap="achterstand",
            actie="Wacht op de afgesproken betaling",
            actie_daarna="Kijk of de afspraak is nagekomen",
            wacht_op="ondernemer",
            termijn=lening.stap_op,
            herkomst="afspraak",
            grondslag="afgesproken met de ondernemer",
            adres=waar,
        )
    return Taak(
        stap="achterstand",
        actie=LADDER.get(cast(Ladderstap, stap), ONBEKENDE_STAP),
        wacht_op="ons",
        termijn=lening.stap_op,
        herkomst="belofte",
        grondslag="de stappen van de invordering",
        adres=waar,
    )
