"""A problem told in three parts: what happened, what was kept, what to do. One type for pages and for the API."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from starlette.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"
NIETS_VERANDERD = "Er is niets veranderd."


@dataclass(frozen=True)
class Fout:
    """One mistake in what somebody sent: the field as the sender knows it, and the message. Never the value itself."""

    veld: str
    melding: str


@dataclass(frozen=True)
class Dichtstbij:
    """The nearest value that the rule allows: of which field of the form, as somebody types it, and the words of its button."""

    veld: str
    waarde: str
    woorden: str


@dataclass(eq=False)
class Probleem(Exception):
    """A refusal for a person or a program. Texts are plain Dutch and hold no personal data; `code` is searchable."""

    status: int
    code: str
    titel: str
    wat_gebeurde: str
    wat_te_doen: str
    wat_bewaard: str = NIETS_VERANDERD
    fouten: tuple[Fout, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    dichtstbij: tuple[Dichtstbij, ...] = ()
    # Where somebody goes on, for a page: an address of ours and the words of its link.
    verder: tuple[str, str] | None = None


_BY_STATUS: dict[int, tuple[str, str, str, str]] = {
    400: (
        "verzoek-onleesbaar",
        "Uw verzoek is niet te lezen",
        "Wij konden de inhoud van uw verzoek niet lezen.",
        "Kijk het verzoek na en stuur het opnieuw.",
    ),
    401: (
        "niet-aangemeld",
        "U bent niet aangemeld",
        "Voor deze handeling moeten wij weten wie u bent.",
        "Meld u aan en probeer het opnieuw.",
    ),
    403: (
        "niet-toegestaan",
        "Dit mag u niet",
        "U heeft geen recht op deze handeling.",
        "Vraag een collega die dit recht wel heeft, of vraag uw beheerder om het recht.",
    ),
    404: (
        "niet-gevonden",
        "Niet gevonden",
        "Op dit adres is niets te vinden.",
        "Kijk het adres na, of begin opnieuw op de startpagina.",
    ),
    405: (
        "methode-niet-toegestaan",
        "Dit kan niet op dit adres",
        "Dit adres kent de gevraagde handeling niet.",
        "Kijk na wat dit adres kan (in de beschrijving van de API), of ga terug naar de vorige bladzijde.",
    ),
    406: (
        "antwoordvorm-onbekend",
        "Deze vorm van antwoord kennen wij niet",
        "U vraagt om een vorm die wij niet kunnen geven.",
        "Vraag om application/json.",
    ),
    409: (
        "strijdig",
        "Dit past niet bij wat er al staat",
        "De toestand is intussen anders dan uw verzoek verwacht.",
        "Vraag de laatste stand op en beslis opnieuw.",
    ),
    413: (
        "verzoek-te-groot",
        "Uw verzoek is te groot",
        "De inhoud is groter dan dit adres aanneemt.",
        "Deel de inhoud op en stuur de delen apart.",
    ),
    415: (
        "inhoudsvorm-onbekend",
        "Deze vorm van inhoud nemen wij niet aan",
        "De vorm (Content-Type) van uw verzoek past niet bij dit adres.",
        "Stuur de inhoud in de vorm die in de beschrijving van de API staat.",
    ),
    503: (
        "even-niet-bereikbaar",
        "Even niet bereikbaar",
        "Een onderdeel dat nodig is, antwoordt niet.",
        "Probeer het over een minuut opnieuw.",
    ),
}


def standard_problem(status: int, headers: Mapping[str, str] | None = None) -> Probleem:
    """The problem for a bare HTTP status, where nobody told a better story."""
    known = _BY_STATUS.get(status)
    if known is None:
        phrase = HTTPStatus(status).phrase
        known = (
            f"http-{status}",
            "Dit verzoek lukte niet",
            f"Het antwoord was {status} ({phrase}).",
            "Probeer het opnieuw.",
        )
    code, titel, wat_gebeurde, wat_te_doen = known
    return Probleem(status, code, titel, wat_gebeurde, wat_te_doen, headers=headers or {})


def not_known() -> Probleem:
    """A number in what was said that must exist and does not, for whoever says it."""
    return Probleem(
        404,
        "nummer-onbekend",
        "Dit nummer kennen wij niet",
        "Uw verzoek noemt een nummer dat er niet is.",
        "Kijk het nummer na.",
        "Er is niets vastgelegd.",
    )


def invalid_input(fouten: tuple[Fout, ...]) -> Probleem:
    """All mistakes in the input at once, as the API Design Rules ask: 400, never 422."""
    count = "Er is 1 fout" if len(fouten) == 1 else f"Er zijn {len(fouten)} fouten"
    return Probleem(
        400,
        "invoer-onjuist",
        "De invoer klopt niet",
        f"{count} gevonden in wat u stuurde.",
        "Verbeter de genoemde velden en stuur alles opnieuw.",
        fouten=fouten,
    )


def database_away() -> Probleem:
    """The database did not answer in time. It may have done the work just before, so the caller is told how to ask again."""
    return Probleem(
        503,
        "database-antwoordt-niet",
        "Even niet bereikbaar",
        "De database antwoordt niet.",
        "Probeer het zo opnieuw, met dezelfde Idempotency-Key als u er een stuurde.",
        "Wat eerder is vastgelegd, staat er nog. Misschien is deze handeling nog net gelukt: met dezelfde sleutel gebeurt zij nooit"
        " twee keer.",
        headers={"Retry-After": "2"},
    )


def no_workday() -> Probleem:
    """The service runs, but has not heard of its first day."""
    return Probleem(
        503,
        "geen-werkdag",
        "Er is nog geen werkdag",
        "Dit systeem heeft nog niet gehoord welke dag het is.",
        "Probeer het over een minuut opnieuw.",
        headers={"Retry-After": "5"},
    )


def key_reused() -> Probleem:
    """The same key of the same caller with other content, or for something else."""
    return Probleem(
        409,
        "sleutel-hergebruikt",
        "Deze sleutel is al gebruikt",
        "De Idempotency-Key, of het formulier dat u open had, hoort bij een eerder verzoek met een andere inhoud.",
        "Kijk wat er al staat. Wilt u iets nieuws, gebruik dan een nieuwe sleutel, of open het formulier opnieuw.",
        "Het eerste verzoek met deze sleutel staat er nog. Er is niets bij gekomen.",
    )


def unexpected(code: str) -> Probleem:
    """The last resort. The cause is in the log under `code`, never in the answer."""
    return Probleem(
        500,
        code,
        "Er ging iets mis",
        "Er ging bij ons iets mis dat wij niet hadden voorzien.",
        "Probeer het opnieuw. Blijft het misgaan, geef dan de code door aan de beheerder.",
        "Wat eerder is vastgelegd, staat er nog. Kijk of deze handeling is gelukt voordat u haar herhaalt.",
    )


def as_document(probleem: Probleem) -> dict[str, Any]:
    """The members of RFC 9457 with our three parts beside them."""
    document: dict[str, Any] = {
        "type": f"urn:doorstart:probleem:{probleem.code}",
        "title": probleem.titel,
        "status": probleem.status,
        "detail": probleem.wat_gebeurde,
        "code": probleem.code,
        "watGebeurde": probleem.wat_gebeurde,
        "watBewaardIs": probleem.wat_bewaard,
        "watTeDoen": probleem.wat_te_doen,
    }
    if probleem.fouten:
        document["fouten"] = [
            {"veld": fout.veld, "melding": fout.melding} for fout in probleem.fouten
        ]
    return document


def as_response(probleem: Probleem) -> JSONResponse:
    return JSONResponse(as_document(probleem), probleem.status, dict(probleem.headers), MEDIA_TYPE)
