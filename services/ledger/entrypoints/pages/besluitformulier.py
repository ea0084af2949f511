"""A form for any decision, made from its data: which fields it has, and what somebody typed as the request of the API."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, get_args, get_origin
from uuid import UUID

from services.ledger.domain.lening.uitleg import noem
from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.herroepingen import herroepen
from services.ledger.domain.verloop.mutaties import bron
from services.ledger.entrypoints.api.besluiten import Besluitaanvraag
from services.ledger.entrypoints.pages.besluitvelden import KEUZEN, veldwoorden
from services.ledger.entrypoints.woorden.besluiten import Soort
from shared.money import BedragIsOnleesbaar, cent_uit_tekst
from shared.web.problems import Fout
from shared.web.validation import parse_form

Vorm = Literal["bedrag", "datum", "getal", "procent", "tekst", "keuze"]
JA_NEE = (("ja", "Ja"), ("nee", "Nee"))
EIGEN = ("motivering", "valutadatum")


@dataclass(frozen=True)
class Veld:
    """`naam` as it stands in the form: an amount is typed in euro, without `_cent`. `opties` only of a `keuze`."""

    naam: str
    label: str
    hint: str
    vorm: Vorm
    verplicht: bool
    opties: tuple[tuple[str, str], ...] = ()
    vooraf: str = ""


def velden(
    soort: Soort, mutaties: Iterable[m.Mutatie], keuzes: Mapping[UUID, m.Mutatie] | None = None
) -> list[Veld]:
    """The fields that this decision asks; what the choice of the decision fills in is left out.

    `keuzes` are receipts with a choice of the debtor, by the decision that kept it: a correctie can be about that alone.
    """
    gevraagd = (
        naam for naam in soort.gegevens.model_fields if naam != "soort" and naam not in soort.vast
    )
    te_herstellen = keuzes if keuzes and soort.code == "correctie" else {}
    return [_veld(soort, naam, list(mutaties), te_herstellen) for naam in gevraagd]


def lees(
    soort: Soort, waarden: Mapping[str, str]
) -> tuple[Besluitaanvraag | None, tuple[Fout, ...]]:
    """The request of the API, or every mistake beside its field."""
    gegevens, fouten = lees_gegevens(soort, waarden)
    rest = {naam: waarden.get(naam, "") for naam in EIGEN}
    if gegevens is None:
        _, ook = parse_form(Besluitaanvraag, rest)
        return None, (*fouten, *(fout for fout in ook if fout.veld in EIGEN))
    return parse_form(Besluitaanvraag, rest | {"gegevens": gegevens})


def in_te_vullen(soort: Soort, waarden: Mapping[str, str]) -> dict[str, str]:
    """What a link may fill in beforehand: only fields of the form."""
    namen = {naam.removesuffix("_cent") for naam in soort.gegevens.model_fields} - {
        "soort",
        *soort.vast,
    } | set(EIGEN)
    return {naam: waarde for naam, waarde in waarden.items() if naam in namen}


def lees_gegevens(soort: Soort, waarden: Mapping[str, str]) -> tuple[Any, tuple[Fout, ...]]:
    """The data of the decision alone, or every mistake beside its field."""
    gelezen: dict[str, Any] = dict(soort.vast)
    fouten: list[Fout] = []
    for naam in soort.gegevens.model_fields:
        getypt = waarden.get(naam.removesuffix("_cent"), "").strip()
        if naam in gelezen or not getypt:
            continue
        try:
            gelezen[naam] = _waarde(soort, naam, getypt)
        except BedragIsOnleesbaar as error:
            fouten.append(Fout(naam.removesuffix("_cent"), str(error)))
    onleesbaar = {fout.veld for fout in fouten}
    gegevens, ook = parse_form(soort.gegevens, gelezen)
    anders = (Fout(fout.veld.removesuffix("_cent"), fout.melding) for fout in ook)
    fouten += [fout for fout in anders if fout.veld not in onleesbaar]
    return (None if fouten else gegevens), tuple(fouten)


def _waarde(soort: Soort, naam: str, getypt: str) -> Any:
    if naam.endswith("_cent"):
        return cent_uit_tekst(getypt)
    aard = _aard(soort, naam)
    if aard is bool:
        return {"ja": True, "nee": False}.get(getypt, getypt)
    return getypt.replace(",", ".") if aard is Decimal else getypt


def _veld(
    soort: Soort, naam: str, mutaties: list[m.Mutatie], keuzes: Mapping[UUID, m.Mutatie]
) -> Veld:
    label, hint = veldwoorden(soort.code, naam.removesuffix("_cent"))
    bekend = soort.gegevens.model_fields[naam]
    vorm, opties = _vorm(soort, naam, mutaties, keuzes)
    vooraf = "nee" if bekend.default is False else ""
    return Veld(
        naam.removesuffix("_cent"),
        label,
        hint,
        vorm,
        bekend.is_required() or bool(vooraf),
        opties,
        vooraf,
    )


def _vorm(
    soort: Soort, naam: str, mutaties: list[m.Mutatie], keuzes: Mapping[UUID, m.Mutatie]
) -> tuple[Vorm, tuple[tuple[str, str], ...]]:
    aard = _aard(soort, naam)
    if naam.endswith("_cent"):
        return "bedrag", ()
    if aard is bool:
        return "keuze", JA_NEE
    if aard is UUID:
        gewone = (
            (str(bron(een.mutatie_id)), noem(een)[:1].upper() + noem(een)[1:])
            for een in _te_kiezen(soort, mutaties)
        )
        return "keuze", (
            *gewone,
            *((str(besluit_id), f"De keuze bij {noem(een)}") for besluit_id, een in keuzes.items()),
        )
    if get_origin(aard) is Literal or (isinstance(aard, type) and issubclass(aard, Enum)):
        mogelijk = get_args(aard) or [een.value for een in aard]
        return "keuze", tuple(
            (code, woorden) for code, woorden in KEUZEN[naam].items() if code in mogelijk
        )
    vormen: dict[Any, Vorm] = {date: "datum", int: "getal", Decimal: "procent"}
    return vormen.get(aard, "tekst"), ()


def _te_kiezen(soort: Soort, mutaties: list[m.Mutatie]) -> Iterable[m.Mutatie]:
    """Which mutations the decision can be about, newest first; what was revoked counts no more."""
    weg = herroepen(mutaties).ids
    soorten = {"betaalkeuze": (m.Ontvangst,), "storno": m.ONTVANGSTEN}.get(soort.code, (m.Mutatie,))
    tellen = (een for een in mutaties if een.mutatie_id not in weg and isinstance(een, soorten))
    return sorted(tellen, key=lambda een: (een.valutadatum, een.mutatie_id), reverse=True)


def _aard(soort: Soort, naam: str) -> Any:
    """The type of a field, without the None of a field that may be left out."""
    annotatie = soort.gegevens.model_fields[naam].annotation
    over = [deel for deel in get_args(annotatie) if deel is not type(None)]
    return over[0] if type(None) in get_args(annotatie) else annotatie
