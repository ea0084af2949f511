"""The monthly amount stays within the bijstandsnorm of the household (Bbz art. 1 g; Participatiewet art. 20-22)."""

from collections.abc import Iterator
from datetime import date

from services.bbz.domain.begrippen import Normbron
from services.bbz.domain.toets import Bijstandsvoorstel, Toets
from shared.dates import maandnaam, plus_maanden
from shared.money import bedrag
from shared.parameters import ParameterOnbekend, Parameterset

GRONDSLAG = "Participatiewet art. 20-22"
BRONNEN: dict[Normbron, str] = {
    "staatscourant": "de Staatscourant",
    "uitkeringsadministratie": "de uitkeringsadministratie",
}


def norm(voorstel: Bijstandsvoorstel, parameters: Parameterset) -> Toets:
    """At most the norm of every month; a month that the parameters do not know needs a norm with its source, else ParameterOnbekend."""
    toets = Toets(
        regel="norm",
        grondslag=GRONDSLAG,
        uitkomst="nog_open",
        uitleg="Het huishouden en de maanden zijn nog niet ingevuld.",
    )
    if voorstel.huishouden is None or voorstel.maandbedrag_cent is None:
        return toets
    maand, cent, bron = min(_normen(voorstel, parameters), key=lambda een: (een[1], een[0]))
    uitleg = f"De norm is ten minste {bedrag(cent)} per maand."
    toets = toets.na(
        uitkomst="voldaan",
        parameter=bron,
        gevraagd_cent=voorstel.maandbedrag_cent,
        toegestaan_cent=cent,
        uitleg=uitleg,
    )
    if voorstel.maandbedrag_cent > cent:
        uitleg = f"{bedrag(voorstel.maandbedrag_cent)} is meer dan de norm van {bedrag(cent)} in {maandnaam(maand)}."
        return toets.na(uitkomst="niet_voldaan", uitleg=uitleg)
    return toets


def bijstandsmaanden(van: date, maanden: int) -> tuple[date, ...]:
    """The first days of so many months."""
    return tuple(plus_maanden(van, nummer) for nummer in range(maanden))


def _normen(
    voorstel: Bijstandsvoorstel, parameters: Parameterset
) -> Iterator[tuple[date, int, str]]:
    """Month, norm in cents and where it comes from."""
    for maand in bijstandsmaanden(voorstel.van or voorstel.besluitdatum, voorstel.maanden or 1):
        try:
            rij = parameters.waarde(f"bijstandsnorm_{voorstel.huishouden}", maand)
        except ParameterOnbekend:
            if voorstel.norm_cent is None or voorstel.normbron is None:
                raise
            yield (
                maand,
                voorstel.norm_cent,
                f"norm van {bedrag(voorstel.norm_cent)}, ingevuld uit {BRONNEN[voorstel.normbron]}",
            )
        else:
            yield maand, rij.cent, rij.uitleg
