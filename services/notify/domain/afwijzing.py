"""The text of an afwijzing: the decision, its reason and article, what else there is, and how to object."""

from datetime import date

from services.notify.domain.bezwaar import bezwaar
from services.notify.domain.brief import Afzender, Deel, voluit
from services.notify.domain.gegevens import Afwijzingsgegevens
from shared.parameters import Parameterset

GEVRAAGD = {
    "": "de hulp die u vroeg",
    "bedrijfskapitaal": "het geld voor uw bedrijf dat u vroeg",
    "levensonderhoud": "het geld om van te leven dat u vroeg",
}
BETREFT = "Ons besluit over uw aanvraag"


def delen(
    gegevens: Afwijzingsgegevens, afzender: Afzender, datum: date, parameters: Parameterset
) -> tuple[Deel, ...]:
    return (
        Deel(
            alineas=(
                f"Op {voluit(gegevens.afgewezen_op)} hebben wij besloten dat u {GEVRAAGD[gegevens.gevraagd]}, niet krijgt.",
            )
        ),
        Deel(kop="Waarom niet?", alineas=(gegevens.reden, f"Dit staat in {gegevens.grondslag}.")),
        Deel(
            kop="Wat kan wel?",
            alineas=(
                f"Misschien past andere hulp wel bij u. Bel ons: {afzender.telefoon} ({afzender.bereikbaar}). Wij kijken met u mee.",
            ),
        ),
        *_tips(gegevens),
        bezwaar(afzender, datum, parameters),
    )


def _tips(gegevens: Afwijzingsgegevens) -> tuple[Deel, ...]:
    if not gegevens.tips:
        return ()
    inleiding = "U kunt later een nieuwe aanvraag doen. Met deze tips wordt die beter:"
    return (Deel(kop="Tips voor een nieuwe aanvraag", alineas=(inleiding, *gegevens.tips)),)
