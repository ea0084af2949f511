"""The text of a toekenning: the decision, how the loan is paid back, and how to object."""

from datetime import date

from services.notify.domain.bezwaar import bezwaar
from services.notify.domain.brief import Afzender, Deel, Regel, leesbaar, voluit
from services.notify.domain.gegevens import Krediet, Rekening, Toekenningsgegevens
from shared.begrippen import Methode
from shared.money import bedrag, procent
from shared.parameters import Parameterset

AFLOSSING: dict[Methode, str] = {
    "lineair": "U betaalt elke maand een even groot deel van de lening terug. Daar komt de rente bij over wat dan nog openstaat."
    " Daardoor betaalt u elke maand iets minder.",
    "annuitair": "U betaalt elke maand hetzelfde bedrag. In dat bedrag zitten de rente en een deel van de lening.",
    "renteloos": "U betaalt geen rente. Elke maand betaalt u een even groot deel van de lening terug.",
}


def betreft(gegevens: Toekenningsgegevens) -> str:
    return f"Uw lening van {bedrag(gegevens.krediet.hoofdsom_cent)}"


def delen(
    gegevens: Toekenningsgegevens, afzender: Afzender, datum: date, parameters: Parameterset
) -> tuple[Deel, ...]:
    krediet, rekening = gegevens.krediet, gegevens.rekening
    return (
        Deel(
            alineas=(
                f"U krijgt een lening voor uw bedrijf van {bedrag(krediet.hoofdsom_cent)}. Dat hebben wij op"
                f" {voluit(krediet.besluitdatum)} besloten. De lening gaat in op {voluit(krediet.uitbetaald_op)}.",
                "Wij nemen dit besluit op grond van het Besluit bijstandverlening zelfstandigen 2004 (Bbz).",
            )
        ),
        Deel(
            kop="Zo betaalt u de lening terug",
            alineas=(AFLOSSING[krediet.methode],),
            overzicht_kop="Uw lening",
            overzicht=_overzicht(krediet, rekening, afzender),
            slot=(
                f"Kunt u een keer niet betalen? Bel ons dan voordat u moet betalen: {afzender.telefoon} ({afzender.bereikbaar}).",
            ),
        ),
        bezwaar(afzender, datum, parameters),
    )


def _overzicht(krediet: Krediet, rekening: Rekening, afzender: Afzender) -> tuple[Regel, ...]:
    rente = (
        "geen"
        if krediet.methode == "renteloos" or not krediet.jaarrente_procent
        else f"{procent(krediet.jaarrente_procent)} per jaar"
    )
    return (
        Regel(omschrijving="Bedrag van de lening", waarde=bedrag(krediet.hoofdsom_cent)),
        Regel(omschrijving="Rente", waarde=rente),
        Regel(omschrijving="Aantal maanden", waarde=str(krediet.termijnen)),
        Regel(omschrijving="Eerste betaling", waarde=voluit(rekening.eerste_vervaldag)),
        Regel(omschrijving="Laatste betaling", waarde=voluit(rekening.einddatum)),
        Regel(omschrijving="Rekening (IBAN)", waarde=f"{afzender.iban}, {afzender.op_naam_van}"),
        Regel(omschrijving="Betalingskenmerk", waarde=leesbaar(rekening.betalingskenmerk)),
    )
