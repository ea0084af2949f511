"""What the Rijk pays and takes back: bedrijfskapitaal (Bbz art. 49) and Tozo (Tozo art. 19)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from shared.money import afgerond, bedrag, procent
from shared.parameters import Parameter, Parameterset
from shared.recht.cohort import Cohort

TERUGNAME = "rijk_terugname_kapitaal_t"


@dataclass(frozen=True, slots=True)
class Jaarcijfers:
    """Lasten and baten of one calendar year and one cohort, in cents."""

    jaar: int
    cohort: Cohort
    lasten_cent: int = 0
    baten_cent: int = 0


@dataclass(frozen=True, slots=True)
class Afrekenregel:
    """One amount between municipality and Rijk: positive is paid by the Rijk, negative goes back to it."""

    jaar: int
    cohort: Cohort
    soort: str
    bedrag_cent: int
    grondslag: str
    uitleg: str


def afrekening(cijfers: Jaarcijfers, parameters: Parameterset) -> tuple[Afrekenregel, ...]:
    """All amounts that follow from one year's figures, also those of later years; zero lines left out. Raises ParameterOnbekend."""
    regels = (
        _tozo(cijfers, parameters)
        if cijfers.cohort is Cohort.TOZO
        else (*_lasten(cijfers, parameters), *_baten(cijfers, parameters))
    )
    return tuple(regel for regel in regels if regel.bedrag_cent)


def per_jaar(cijfers: Iterable[Jaarcijfers]) -> tuple[Jaarcijfers, ...]:
    """Figures of one year and cohort are one declaration, however they were handed in: a share is rounded once."""
    samen: dict[tuple[int, Cohort], Jaarcijfers] = {}
    for een in cijfers:
        al = samen.get((een.jaar, een.cohort), Jaarcijfers(een.jaar, een.cohort))
        lasten, baten = al.lasten_cent + een.lasten_cent, al.baten_cent + een.baten_cent
        samen[een.jaar, een.cohort] = Jaarcijfers(een.jaar, een.cohort, lasten, baten)
    return tuple(samen.values())


def _lasten(cijfers: Jaarcijfers, parameters: Parameterset) -> tuple[Afrekenregel, ...]:
    """Art. 49 lid 1: the share of the lasten in year T, then parts of it taken back in later years."""
    if not cijfers.lasten_cent:
        return ()
    op = date(cijfers.jaar, 1, 1)
    vergoeding = parameters.waarde("rijk_vergoeding_lasten_kapitaal", op)
    regels = [
        _regel(cijfers, cijfers.jaar, "vergoeding", cijfers.lasten_cent, deel=vergoeding, teken=1)
    ]
    for naam in sorted(naam for naam in parameters.op_naam if naam.startswith(TERUGNAME)):
        if parameters.is_bekend(naam, op):
            jaar = cijfers.jaar + int(naam.removeprefix(TERUGNAME))
            deel = parameters.waarde(naam, op)
            regels.append(
                _regel(cijfers, jaar, "terugname", cijfers.lasten_cent, deel=deel, teken=-1)
            )
    return tuple(regels)


def _baten(cijfers: Jaarcijfers, parameters: Parameterset) -> tuple[Afrekenregel, ...]:
    """Art. 49 lid 2: part of the baten of capital granted before 2020; later baten stay with the municipality."""
    if not cijfers.baten_cent:
        return ()
    naam = f"rijk_aandeel_baten_kapitaal_{'voor' if cijfers.cohort is Cohort.BBZ_VOOR_2020 else 'vanaf'}_2020"
    deel = parameters.waarde(naam, date(cijfers.jaar, 1, 1))
    return (
        _regel(cijfers, cijfers.jaar, "aandeel_baten", cijfers.baten_cent, deel=deel, teken=-1),
    )


def _tozo(cijfers: Jaarcijfers, parameters: Parameterset) -> tuple[Afrekenregel, ...]:
    """Tozo art. 19: the lasten minus the baten of the year."""
    deel = parameters.waarde("rijk_vergoeding_tozo", date(cijfers.jaar, 1, 1))
    return (
        _regel(
            cijfers,
            cijfers.jaar,
            "vergoeding",
            cijfers.lasten_cent - cijfers.baten_cent,
            deel=deel,
            teken=1,
        ),
    )


def _regel(
    cijfers: Jaarcijfers, jaar: int, soort: str, over_cent: int, *, deel: Parameter, teken: int
) -> Afrekenregel:
    cent = teken * afgerond(over_cent * deel.deel)
    uitleg = f"{soort} {jaar}: {procent(deel.getal)} van {bedrag(over_cent)} over {cijfers.jaar} = {bedrag(abs(cent))} ({deel.bron})"
    return Afrekenregel(jaar, cijfers.cohort, soort, cent, deel.bron, uitleg + deel.voorbehoud)
