"""Which text belongs to which kind of letter."""

from datetime import date
from uuid import UUID

from services.notify.domain import (
    aanmaning,
    afwijzing,
    buiten_behandeling,
    herinnering,
    ontvangstbevestiging,
    stukkenverzoek,
    toekenning,
)
from services.notify.domain.brief import Afzender, Brief, Deel, Geadresseerde, Inlevercode
from services.notify.domain.gegevens import (
    Aanmaningsgegevens,
    Afwijzingsgegevens,
    Buitenbehandelinggegevens,
    Gegevens,
    Herinneringsgegevens,
    Ontvangstgegevens,
    Stukkenverzoekgegevens,
    Toekenningsgegevens,
)
from shared.parameters import Parameterset

GEEN_CODE = Inlevercode()


def brief_over(
    gegevens: Gegevens,
    bericht_id: UUID,
    *,
    afzender: Afzender,
    geadresseerde: Geadresseerde,
    datum: date,
    parameters: Parameterset,
    inlevercode: Inlevercode = GEEN_CODE,
) -> Brief:
    """The whole letter of a day; raises ParameterOnbekend where the law of that day is not known."""
    betreft, delen = _inhoud(gegevens, afzender, datum, parameters, inlevercode)
    kenmerk = str(bericht_id)[:8].upper()
    return Brief(
        afzender=afzender,
        geadresseerde=geadresseerde,
        datum=datum,
        kenmerk=kenmerk,
        betreft=betreft,
        delen=delen,
    )


def _inhoud(
    gegevens: Gegevens,
    afzender: Afzender,
    datum: date,
    parameters: Parameterset,
    inlevercode: Inlevercode,
) -> tuple[str, tuple[Deel, ...]]:
    match gegevens:
        case Herinneringsgegevens():
            return herinnering.betreft(gegevens), herinnering.delen(gegevens, afzender, datum)
        case Aanmaningsgegevens():
            return aanmaning.betreft(gegevens), aanmaning.delen(
                gegevens, afzender, datum, parameters
            )
        case Ontvangstgegevens():
            return ontvangstbevestiging.betreft(gegevens), ontvangstbevestiging.delen(
                gegevens, afzender
            )
        case Toekenningsgegevens():
            return toekenning.betreft(gegevens), toekenning.delen(
                gegevens, afzender, datum, parameters
            )
        case Afwijzingsgegevens():
            return afwijzing.BETREFT, afwijzing.delen(gegevens, afzender, datum, parameters)
        case Stukkenverzoekgegevens():
            return stukkenverzoek.betreft(gegevens), stukkenverzoek.delen(
                gegevens, afzender, inlevercode
            )
        case Buitenbehandelinggegevens():
            return buiten_behandeling.BETREFT, buiten_behandeling.delen(
                gegevens, afzender, datum, parameters
            )
