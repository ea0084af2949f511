"""Finding a person: what was typed goes in the body, never in an address, and the answer is kept nowhere."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Request
from psycopg import Cursor
from psycopg.rows import DictRow
from pydantic import BaseModel, Field
from starlette.responses import Response

from services.intake.adapters.inzage import gezien
from services.intake.adapters.zoekindex import MEESTE, Gevonden, Lezer, Uitslag, Zoekindex
from services.intake.application import Intake
from services.intake.domain.zoektaal import Vindplaats, ontleed
from shared.begrippen import Waarde
from shared.velden import Regel
from shared.web.actors import Acting, Actor
from shared.web.given import given
from shared.web.pages import Pages
from shared.web.problems import Fout, invalid_input
from shared.web.rate import Rate
from shared.web.requests import FormValues
from shared.web.subjects import Subject
from shared.web.tables import Column, Listing, ListQuery
from shared.web.validation import parse_form

ZOEKEN = Subject("Zoeken", "Een persoon en zijn dossiers vinden.")
LEZEN = ("consulent", "debiteuren", "adviseur", "auditor")
MET_BSN = frozenset({"consulent", "debiteuren"})
TE_KORT = (
    "Typ een deel van een naam (ten minste drie letters), of een heel nummer: telefoon, KvK, dossier of betalingskenmerk."
    " Van een rekeningnummer zijn de laatste vier cijfers genoeg."
)
PLAATSEN: dict[Vindplaats, str] = {
    "naam": "naam",
    "bedrijf": "naam van het bedrijf",
    "telefoon": "telefoonnummer",
    "iban": "rekeningnummer",
    "kvk_nummer": "KvK-nummer",
    "email": "e-mailadres",
    "adres": "adres",
    "bsn": "BSN",
    "dossiernummer": "nummer",
    "betalingskenmerk": "betalingskenmerk",
}
COLUMNS = (
    Column("naam", "Ondernemer"),
    Column("gemeente", "Gemeente"),
    Column("status", "Status"),
    Column("gevonden", "Gevonden op"),
    Column("dossier", "Dossier"),
)
NIETS = (
    "Niets gevonden. Kijk na wat u typte, of zoek op een ander deel van de naam of op een nummer."
)


class Zoekvraag(Waarde):
    """Delen van namen en nummers, zoals zij op een brief of scherm staan; alles moet kloppen."""

    vraag: Regel


class Schuldnummer(BaseModel):
    soort: Literal["lening", "vordering"]
    schuld_id: UUID


class Treffer(BaseModel):
    """One dossier; `gevonden_op` says where what was typed stands. Names are null after erasure."""

    dossier_id: UUID
    persoon_id: UUID
    naam: str | None
    handelsnaam: str | None
    gemeente: str
    status: Literal["open", "gesloten"]
    ontvangen_op: date
    gevonden_op: tuple[Vindplaats, ...]
    schulden: tuple[Schuldnummer, ...] = ()


class Zoekantwoord(BaseModel):
    """The best first. `er_is_meer`: more dossiers answer to this than are told."""

    gevonden: Annotated[tuple[Treffer, ...], Field(max_length=MEESTE)]
    er_is_meer: bool


def tempo_van_zoeken() -> Rate:
    """More than anybody types, and less than a program needs to try a list of numbers."""
    return Rate(per_minute=120, burst=300)


def lezer_van(actor: Actor) -> Lezer:
    """What an actor may find: in the municipalities of the roles that read people; a BSN only for who works with it in all of these."""
    gemeenten = actor.gemeenten_met(LEZEN)
    return Lezer(gemeenten, mag_bsn=gemeenten <= actor.gemeenten_met(MET_BSN))


def zoek(intake: Intake, getypt: str, lezer: Lezer) -> Uitslag:
    """Raises the 400 Probleem where there is nothing to look for."""
    if not (delen := ontleed(getypt)):
        raise invalid_input((Fout("vraag", TE_KORT),))
    with intake.store.cursor() as cursor:
        uitslag = Zoekindex(intake.register).zoek(cursor, delen, lezer)
        schrijf_gezien(cursor, "zoeken", uitslag.gevonden)
    return uitslag


def schrijf_gezien(cursor: Cursor[DictRow], wat: str, gevonden: Sequence[Gevonden]) -> None:
    """That somebody looked for people: by which kinds of fields they were found, and who; not what was typed."""
    gevonden_op = {plaats for een in gevonden for plaats in een.plaatsen}
    op = ", ".join(naam for plaats, naam in PLAATSEN.items() if plaats in gevonden_op)
    dossiers = [een.dossier_id for een in gevonden]
    gezien(cursor, f"{wat} op {op}" if op else wat, dossiers, ook_niemand=True)


@ZOEKEN.post(
    "/zoekvragen",
    summary="Zoek een persoon",
    description="Op delen van namen, telefoon, einde van het IBAN, KvK, e-mail, adres, BSN, dossiernummer of betalingskenmerk."
    " Hoogstens 50 dossiers, de beste eerst. De vraag wordt nergens bewaard.",
)
def zoek_persoon(
    vraag: Zoekvraag,
    intake: Annotated[Intake, given(Intake)],
    tempo: Annotated[Rate, given(Rate)],
    actor: Acting,
) -> Zoekantwoord:
    tempo.take(actor.actor_id)
    uitslag = zoek(intake, vraag.vraag, lezer_van(actor))
    return Zoekantwoord(
        gevonden=tuple(map(treffer_van, uitslag.gevonden)), er_is_meer=uitslag.er_is_meer
    )


def treffer_van(een: Gevonden) -> Treffer:
    return Treffer(
        dossier_id=een.dossier_id,
        persoon_id=een.persoon_id,
        naam=een.gegevens.naam if een.gegevens else None,
        handelsnaam=een.gegevens.handelsnaam if een.gegevens else None,
        gemeente=een.gemeente,
        status="open" if een.is_open else "gesloten",
        ontvangen_op=een.ontvangen_op,
        gevonden_op=tuple(plaats for plaats in PLAATSEN if plaats in een.plaatsen),
        schulden=tuple(
            Schuldnummer(soort=schuld.soort, schuld_id=schuld.schuld_id) for schuld in een.schulden
        ),
    )


def add_pages(pages: Pages, intake: Intake) -> None:
    tempo = tempo_van_zoeken()

    @pages.router.get("/zoeken")
    def leeg(request: Request, _actor: Acting) -> Response:
        return pages.render(request, "zoeken.html", getypt="", listing=None, meer=False, fouten=())

    @pages.router.post("/zoeken")
    def antwoord(request: Request, values: FormValues, actor: Acting) -> Response:
        tempo.take(actor.actor_id)
        getypt = values.get("vraag", "")
        vraag, fouten = parse_form(Zoekvraag, {"vraag": getypt.strip()})
        if vraag is None or not ontleed(vraag.vraag):
            fouten = fouten if getypt.strip() else (Fout("vraag", TE_KORT),)
            return pages.render(
                request,
                "zoeken.html",
                status=400,
                getypt=getypt,
                listing=None,
                meer=False,
                fouten=fouten or (Fout("vraag", TE_KORT),),
            )
        uitslag = zoek(intake, vraag.vraag, lezer_van(actor))
        treffers = [treffer_van(een) for een in uitslag.gevonden]
        query = ListQuery("/zoeken", sort="", descending=False, page=1, page_size=MEESTE)
        listing = Listing("Gevonden", COLUMNS, treffers, len(treffers), query, NIETS)
        return pages.render(
            request,
            "zoeken.html",
            getypt=vraag.vraag,
            listing=listing,
            meer=uitslag.er_is_meer,
            fouten=(),
            plaatsen=PLAATSEN,
        )
