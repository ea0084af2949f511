"""The yearly rate of a credit, fixed at granting for its whole looptijd (Bbz art. 15 a, 29; Tozo art. 14 a)."""

from decimal import Decimal

from services.bbz.domain.producten import productregel
from services.bbz.domain.toets import Toets, Voorstel
from shared.money import procent
from shared.parameters import Parameterset


def jaarrente(voorstel: Voorstel, parameters: Parameterset) -> Decimal:
    """The percentage on the day of granting; nothing for a product that is free of interest. Raises ParameterOnbekend."""
    regel = productregel(voorstel.regeling, voorstel.groep, voorstel.product)
    return (
        parameters.waarde(regel.rente, voorstel.besluitdatum).getal
        if regel and regel.rente
        else Decimal(0)
    )


def rente(voorstel: Voorstel, parameters: Parameterset) -> Toets:
    """The rate of the day of granting is known; a derived one is used and says so. Raises ParameterOnbekend."""
    regel = productregel(voorstel.regeling, voorstel.groep, voorstel.product)
    if regel is None:
        return Toets(
            regel="rente",
            grondslag="Bbz art. 15 a",
            uitkomst="nog_open",
            uitleg="De rente hangt af van het product.",
        )
    if regel.rente is None:
        return Toets(
            regel="rente",
            grondslag=regel.grondslag,
            uitkomst="voldaan",
            uitleg="Deze lening is renteloos.",
        )
    rij = parameters.waarde(regel.rente, voorstel.besluitdatum)
    afgeleid = (
        " Dit percentage is afgeleid: geen bron noemt het voor deze datum."
        if rij.is_afgeleid
        else ""
    )
    uitleg = f"De rente is {procent(rij.getal)} per jaar, vast voor de hele looptijd.{afgeleid}"
    return Toets(
        regel="rente",
        grondslag="Bbz art. 15 a",
        uitkomst="voldaan",
        uitleg=uitleg,
        parameter=rij.uitleg,
    )
