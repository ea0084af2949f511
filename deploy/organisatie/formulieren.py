"""The forms by which the organisation is changed: what is asked, what is told for it, and what a second look says."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from deploy.organisatie import woorden, zinnen
from deploy.organisatie.domain import Weigering
from deploy.organisatie.opgaven import (
    NieuweAfscherming,
    NieuweMedewerker,
    NieuweRol,
    NieuweVervanging,
    NieuwMandaat,
)
from shared.begrippen import Waarde
from shared.contracts.organisatie import (
    DossierAfgeschermd,
    MandaatVerleend,
    MedewerkerAangesteld,
    Organisatiegebeurtenis,
    RolToegekend,
    VervangingGeregeld,
)
from shared.organisatie.nu import eigen_gemeenten
from shared.organisatie.staat import Organisatie

Keuzes = Sequence[tuple[str, str]]
# An id is at most sixty characters, and what it is made of must fit.
_LANGST = 40


@dataclass(frozen=True)
class Veld:
    """`soort`: regel, dag, bedrag, keuze or aankruisen; `keuzes` are asked of the organisation at that moment."""

    naam: str
    vraag: str
    soort: str = "regel"
    uitleg: str = ""
    is_verplicht: bool = True
    keuzes: Callable[[Organisatie, date | None], Keuzes] = lambda _o, _dag: ()


@dataclass(frozen=True)
class Formulier:
    """`maakt` gives what is told for a request, `zinnen` what a second look says of it, `gedaan` what the next page confirms."""

    adres: str
    terug: str
    waar: str
    titel: str
    uitleg: str
    knop: str
    gedaan: str
    vraag: type[Waarde]
    velden: tuple[Veld, ...]
    maakt: Callable[[Any, Organisatie], list[Organisatiegebeurtenis]]
    zinnen: Callable[[Any, Organisatie], list[str]]

    @property
    def labels(self) -> Mapping[str, str]:
        return {veld.naam: veld.vraag for veld in self.velden}


def _mensen(o: Organisatie, dag: date | None) -> Keuzes:
    return sorted(
        (
            (een.medewerker_id, een.aanduiding)
            for een in o.medewerkers.values()
            if o.is_in_dienst(een.medewerker_id, dag)
        ),
        key=lambda een: een[1],
    )


def _teams(o: Organisatie, _dag: date | None) -> Keuzes:
    return [(een.team_id, een.naam) for een in o.teams.values()]


def _gemeenten(_o: Organisatie, _dag: date | None) -> Keuzes:
    return list(eigen_gemeenten().items())


def _rollen(_o: Organisatie, _dag: date | None) -> Keuzes:
    return list(woorden.ROLLEN.items())


def _onderwerpen(_o: Organisatie, _dag: date | None) -> Keuzes:
    return list(woorden.ONDERWERPEN.items())


WIE = Veld("medewerker_id", "Medewerker", "keuze", keuzes=_mensen)
ROL = Veld("rol", "Rol", "keuze", keuzes=_rollen)
WAAR = Veld("gemeenten", "Voor welke gemeenten", "aankruisen", keuzes=_gemeenten)
VAN = Veld("van", "Eerste dag", "dag")
TOT = Veld(
    "tot",
    "Laatste dag",
    "dag",
    "Zonder laatste dag geldt het tot iemand het intrekt",
    is_verplicht=False,
)


def _vrij(begin: str, bezet: Iterable[str]) -> str:
    """The first number that nobody has: nothing is changed under its number."""
    alle = frozenset(bezet)
    nummers = (f"{begin}.{nummer}" if nummer > 1 else begin for nummer in range(1, len(alle) + 2))
    return next(een for een in nummers if een not in alle)


def _rol(gevraagd: NieuweMedewerker | NieuweRol, o: Organisatie) -> RolToegekend:
    velden = gevraagd.model_dump(include={"medewerker_id", "rol", "gemeenten", "van", "tot"})
    zelfde = next(
        (
            een
            for een in o.rollen.values()
            if een.model_dump(exclude={"toekenning_id"}) == velden
            and een.toekenning_id not in o.rol_einde
        ),
        None,
    )
    if zelfde:
        return zelfde
    begin = f"{gevraagd.medewerker_id[:_LANGST]}.{gevraagd.rol}"
    return RolToegekend(toekenning_id=_vrij(begin, o.rollen), **velden)


def _stel_aan(gevraagd: NieuweMedewerker, o: Organisatie) -> list[Organisatiegebeurtenis]:
    medewerker = MedewerkerAangesteld(
        medewerker_id=gevraagd.medewerker_id,
        aanduiding=gevraagd.aanduiding,
        team=gevraagd.team,
        account=gevraagd.account,
        vanaf=gevraagd.van,
    )
    if (is_er := o.medewerker(gevraagd.medewerker_id)) and is_er != medewerker:
        raise Weigering(
            "medewerker_id", f"Dit nummer is al van {is_er.aanduiding}. Kies een ander."
        )
    return [medewerker, _rol(gevraagd, o)]


def _ken_toe(gevraagd: NieuweRol, o: Organisatie) -> list[Organisatiegebeurtenis]:
    return [_rol(gevraagd, o)]


def _verleen(gevraagd: NieuwMandaat, o: Organisatie) -> list[Organisatiegebeurtenis]:
    velden = gevraagd.model_dump()
    for een in o.mandaten.values():
        if (
            een.model_dump(exclude={"mandaat_id"}) == velden
            and een.mandaat_id not in o.mandaat_einde
        ):
            return [een]
    begin = f"{gevraagd.houder[:_LANGST]}.{gevraagd.onderwerp}"
    return [MandaatVerleend(mandaat_id=_vrij(begin, o.mandaten), **velden)]


def _vervang(gevraagd: NieuweVervanging, o: Organisatie) -> list[Organisatiegebeurtenis]:
    velden = gevraagd.model_dump()
    for een in o.vervangingen.values():
        if een.model_dump(exclude={"vervanging_id"}) == velden:
            return [een]
    begin = f"{gevraagd.medewerker_id[:_LANGST]}.{gevraagd.van.isoformat()}"
    return [VervangingGeregeld(vervanging_id=_vrij(begin, o.vervangingen), **velden)]


def _scherm_af(gevraagd: NieuweAfscherming, _o: Organisatie) -> list[Organisatiegebeurtenis]:
    return [DossierAfgeschermd(dossier_id=gevraagd.dossier_id, voor=gevraagd.voor)]


MEDEWERKERS, MANDATEN = (
    ("/organisatie/medewerkers", "Medewerkers"),
    ("/organisatie/mandaten", "Mandaten"),
)
AFSCHERMINGEN = "/organisatie/afschermingen"
FORMULIEREN = (
    Formulier(
        "/organisatie/medewerkers/nieuw",
        *MEDEWERKERS,
        "Stel een medewerker aan",
        "Een medewerker is hier een nummer met een aanduiding, nooit een naam van een persoon.",
        "Stel aan",
        "De medewerker is aangesteld.",
        NieuweMedewerker,
        (
            Veld(
                "medewerker_id",
                "Nummer",
                uitleg="Letters, cijfers, punten en streepjes, zoals consulent-7",
            ),
            Veld("aanduiding", "Aanduiding", uitleg="Zoals: Consulent 7"),
            Veld("team", "Team", "keuze", is_verplicht=False, keuzes=_teams),
            Veld(
                "account",
                "Account",
                uitleg="Het kenmerk van de aanmelding bij uw eigen voorziening",
                is_verplicht=False,
            ),
            ROL,
            WAAR,
            VAN,
            TOT,
        ),
        _stel_aan,
        zinnen.bij_medewerker,
    ),
    Formulier(
        "/organisatie/rollen/nieuw",
        *MEDEWERKERS,
        "Ken een rol toe",
        "Niemand geeft zichzelf een rol. Wie controleert of beheert, doet het werk zelf niet.",
        "Ken de rol toe",
        "De rol is toegekend.",
        NieuweRol,
        (WIE, ROL, WAAR, VAN, TOT),
        _ken_toe,
        zinnen.bij_rol,
    ),
    Formulier(
        "/organisatie/mandaten/nieuw",
        *MANDATEN,
        "Verleen een mandaat",
        "Wie namens het college besluit, heeft daarvoor een mandaat (Awb artikel 10:3). Wie het vastlegt, krijgt het niet zelf.",
        "Verleen het mandaat",
        "Het mandaat is verleend.",
        NieuwMandaat,
        (
            Veld("houder", "Aan wie", "keuze", keuzes=_mensen),
            Veld("onderwerp", "Waarover", "keuze", keuzes=_onderwerpen),
            WAAR,
            Veld(
                "tot",
                "Tot en met welk bedrag",
                "bedrag",
                "In euro's. Zonder bedrag geldt de grens van de wet",
                is_verplicht=False,
            ),
            Veld("geldig_van", "Eerste dag", "dag"),
            Veld("geldig_tot", "Laatste dag", "dag", TOT.uitleg, is_verplicht=False),
        ),
        _verleen,
        zinnen.bij_mandaat,
    ),
    Formulier(
        "/organisatie/vervangingen/nieuw",
        *MEDEWERKERS,
        "Regel een vervanging",
        "Een collega doet in een periode het werk van wie er niet is. De dossiers blijven van wie ze waren.",
        "Leg de vervanging vast",
        "De vervanging is geregeld.",
        NieuweVervanging,
        (
            Veld("medewerker_id", "Wie is er niet", "keuze", keuzes=_mensen),
            Veld("vervanger_id", "Wie vervangt", "keuze", keuzes=_mensen),
            VAN,
            Veld("tot", "Laatste dag", "dag"),
        ),
        _vervang,
        zinnen.bij_vervanging,
    ),
    Formulier(
        f"{AFSCHERMINGEN}/nieuw",
        AFSCHERMINGEN,
        "Afgeschermde dossiers",
        "Scherm een dossier af",
        "Voor het dossier van een collega, of van iemand die dicht bij een collega staat.",
        "Scherm het dossier af",
        "Het dossier is afgeschermd.",
        NieuweAfscherming,
        (
            Veld(
                "dossier_id",
                "Nummer van het dossier",
                uitleg="Het hele nummer, zoals het in het adres van het dossier staat",
            ),
            Veld("voor", "Wie mag het openen", "aankruisen", keuzes=_mensen),
        ),
        _scherm_af,
        zinnen.bij_afscherming,
    ),
)
