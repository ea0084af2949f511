"""What a second look says of what was filled in."""

from collections.abc import Iterable
from datetime import date

from deploy.organisatie import woorden
from deploy.organisatie.opgaven import (
    NieuweAfscherming,
    NieuweMedewerker,
    NieuweRol,
    NieuweVervanging,
    NieuwMandaat,
)
from shared.dates import voluit
from shared.money import bedrag
from shared.organisatie.staat import Organisatie


def naam(o: Organisatie, medewerker_id: str) -> str:
    gevonden = o.medewerker(medewerker_id)
    return gevonden.aanduiding if gevonden else medewerker_id


def _plaatsen(o: Organisatie, codes: Iterable[str]) -> str:
    return ", ".join(o.namen().get(code, code) for code in codes)


def _periode(van: date, tot: date | None) -> str:
    return f"van {voluit(van)} " + (
        f"tot en met {voluit(tot)}" if tot else "tot iemand het intrekt"
    )


def bij_rol(gevraagd: NieuweMedewerker | NieuweRol, o: Organisatie) -> list[str]:
    rol, waar = woorden.ROLLEN[gevraagd.rol], _plaatsen(o, gevraagd.gemeenten)
    wie = getattr(gevraagd, "aanduiding", "") or naam(o, gevraagd.medewerker_id)
    return [f"{wie} krijgt de rol {rol} voor {waar}, {_periode(gevraagd.van, gevraagd.tot)}."]


def bij_medewerker(gevraagd: NieuweMedewerker, o: Organisatie) -> list[str]:
    account = (
        "Wie zich met dit account aanmeldt, is deze medewerker."
        if gevraagd.account
        else "Zonder account kan nog niemand zich aanmelden als deze medewerker."
    )
    return [
        f"{gevraagd.aanduiding} ({gevraagd.medewerker_id}) werkt hier vanaf {voluit(gevraagd.van)}.",
        *bij_rol(gevraagd, o),
        account,
    ]


def bij_mandaat(gevraagd: NieuwMandaat, o: Organisatie) -> list[str]:
    grens = (
        f"tot en met {bedrag(gevraagd.tot_cent)}"
        if gevraagd.tot_cent
        else "zonder eigen grens: alleen de grens van de wet geldt"
    )
    over, waar = woorden.ONDERWERPEN[gevraagd.onderwerp], _plaatsen(o, gevraagd.gemeenten)
    return [
        f"{naam(o, gevraagd.houder)} mag namens het college besluiten over {over} voor {waar}, {grens}.",
        f"Het mandaat geldt {_periode(gevraagd.geldig_van, gevraagd.geldig_tot)}.",
        "Een besluit noemt dit mandaat (Awb artikel 10:10). Een ander bedrag wordt later een ander mandaat.",
    ]


def bij_vervanging(gevraagd: NieuweVervanging, o: Organisatie) -> list[str]:
    return [
        f"{naam(o, gevraagd.vervanger_id)} doet het werk van {naam(o, gevraagd.medewerker_id)}, {_periode(gevraagd.van, gevraagd.tot)}.",
        "Een mandaat gaat niet mee: dat is persoonlijk.",
    ]


def bij_afscherming(gevraagd: NieuweAfscherming, o: Organisatie) -> list[str]:
    wie = ", ".join(naam(o, een) for een in gevraagd.voor)
    return [
        f"Dossier {str(gevraagd.dossier_id)[:8]} is alleen nog te openen door: {wie}.",
        "Voor ieder ander is het dossier er niet meer: niet in lijsten, niet bij het zoeken, niet bij zijn naam.",
    ]
