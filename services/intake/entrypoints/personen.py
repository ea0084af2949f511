"""One person: all their dossiers and debts, the BSN that was not known, and two persons that turn out to be one."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Request
from pydantic import BaseModel
from starlette.responses import RedirectResponse, Response

from services.intake.adapters.inzage import gezien
from services.intake.adapters.personen import (
    Dossierrij,
    bestaat,
    dossiers_van,
    schulden_van,
)
from services.intake.adapters.register import Persoonsgegevens
from services.intake.application import Intake
from services.intake.application.persoon import Personen
from services.intake.domain import weigeringen
from services.intake.domain.persoonsvelden import Bsn
from services.intake.domain.weigeringen import PersoonBestaatNiet
from services.intake.entrypoints.correcties import REDENEN
from services.intake.entrypoints.handelingen import binnen_zicht, elders, refusal
from shared.begrippen import RedenCorrectie, Waarde
from shared.handle import Command, Done, handle
from shared.transaction import Transaction
from shared.web.actors import Acting
from shared.web.commands import Asked, Submitted
from shared.web.errors import Translation
from shared.web.given import given
from shared.web.openapi import problems
from shared.web.pages import Pages
from shared.web.problems import Fout, Probleem
from shared.web.requests import FormValues
from shared.web.subjects import Subject
from shared.web.validation import parse_form

PERSONEN = Subject("Personen", "Een persoon met al zijn dossiers: BSN erbij, of twee samenvoegen.")
Dienst = Annotated[Intake, given(Intake)]


class Burgerservicenummer(Waarde):
    bsn: Bsn
    reden: RedenCorrectie


class Samenvoeging(Waarde):
    """`met` is de andere persoon; diens dossiers komen bij deze."""

    met: UUID


class Dossierweergave(BaseModel):
    dossier_id: UUID
    gemeente: str
    ontvangen_op: date
    is_open: bool


class Persoonsweergave(BaseModel):
    """All dossiers of a person, the open ones first; nothing that says who it is."""

    persoon_id: UUID
    dossiers: list[Dossierweergave]


@dataclass(frozen=True)
class Schuldrij:
    schuld_id: UUID
    soort: str
    is_voldaan: bool


@dataclass(frozen=True)
class Persoonsbeeld:
    """As far as whoever reads may see it. `gegevens` is what was last known; None after erasure.

    `is_er_elders`: there are dossiers in other municipalities; `heeft_schuld`: something is owed, here or there.
    """

    persoon_id: UUID
    gegevens: Persoonsgegevens | None
    dossiers: list[Dossierrij]
    schulden: list[Schuldrij]
    is_er_elders: bool
    heeft_schuld: bool

    @property
    def open_schulden(self) -> int:
        return sum(not schuld.is_voldaan for schuld in self.schulden)


def ander(weigering: weigeringen.BsnHoortBijAnder) -> Probleem:
    if weigering.nummer is None:
        return elders(weigering)
    adres = f"/dossiers/{weigering.nummer}"
    return Probleem(
        409,
        "weigering-BsnHoortBijAnder",
        "Dit BSN is al bekend",
        weigering.__doc__ or "",
        f"Open het dossier van die persoon ({adres}).",
        headers={"Link": f'<{adres}>; rel="related"'},
        verder=(adres, "Open het dossier van die persoon"),
    )


TRANSLATION: Translation = {
    PersoonBestaatNiet: lambda weigering: Probleem(
        404,
        "persoon-onbekend",
        "Niet gevonden",
        weigering.__doc__ or "",
        "Zoek de persoon op naam of nummer.",
    ),
    weigeringen.PersoonIsZichzelf: refusal,
    weigeringen.VerschillendeBsn: refusal,
    weigeringen.BsnHoortBijAnder: ander,
}


def beeld_van(intake: Intake, persoon_id: UUID) -> Persoonsbeeld:
    """Raises PersoonBestaatNiet."""
    with intake.store.transaction(notify=False) as transaction:
        cursor = transaction.cursor
        nu = bestaat(cursor, persoon_id)
        rijen = dossiers_van(cursor, nu) if nu else []
        zichtbaar = [rij for rij in rijen if rij.is_te_zien]
        if nu is None or not zichtbaar:
            raise PersoonBestaatNiet
        namen = intake.register.names(cursor, [rij.dossier_id for rij in zichtbaar])
        schulden = schulden_van(cursor, [rij.dossier_id for rij in rijen])
    hier = {rij.dossier_id for rij in zichtbaar}
    return Persoonsbeeld(
        nu,
        next((een for rij in zichtbaar if (een := namen.get(rij.dossier_id))), None),
        zichtbaar,
        [
            Schuldrij(rij["schuld_id"], rij["schuldsoort"], rij["is_voldaan"])
            for rij in schulden
            if rij["dossier_id"] in hier
        ],
        is_er_elders=any(rij.is_elders for rij in rijen),
        heeft_schuld=not all(rij["is_voldaan"] for rij in schulden),
    )


def zet_bsn(intake: Intake, persoon_id: UUID, vraag: Burgerservicenummer, command: Command) -> None:
    """Raises the refusal."""
    dossier_id = beeld_van(intake, persoon_id).dossiers[0].dossier_id

    def work(transaction: Transaction, op: date) -> Done:
        with binnen_zicht(transaction.cursor):
            Personen(intake).zet_bsn(transaction, dossier_id, vraag.bsn, vraag.reden, op, command)
        return Done()

    handle(intake.store, command, work, Done)


def voeg_samen(intake: Intake, blijft: UUID, gaat_op: UUID, command: Command) -> None:
    """Raises the refusal."""

    def work(transaction: Transaction, op: date) -> Done:
        with binnen_zicht(transaction.cursor):
            Personen(intake).voeg_samen(transaction, blijft, gaat_op, op, command)
        return Done()

    handle(intake.store, command, work, Done)


@PERSONEN.get(
    "/personen/{persoon_id}",
    summary="De dossiers van een persoon",
    description="Zonder naam of nummer van de persoon zelf; open dossiers eerst.",
)
def toon_persoon(persoon_id: UUID, intake: Dienst) -> Persoonsweergave:
    beeld = beeld_van(intake, persoon_id)
    return Persoonsweergave(
        persoon_id=beeld.persoon_id,
        dossiers=[Dossierweergave(**vars(rij)) for rij in beeld.dossiers],
    )


@PERSONEN.post(
    "/personen/{persoon_id}/burgerservicenummers",
    status_code=204,
    summary="Leg een BSN vast dat nog niet bekend was, of herstel het",
    description="Hoort het BSN al bij een ander in het register: 409, met een dossier van die persoon.",
    responses=problems(410),
)
def leg_bsn_vast(
    persoon_id: UUID, vraag: Burgerservicenummer, intake: Dienst, command: Asked
) -> None:
    zet_bsn(intake, persoon_id, vraag, command)


@PERSONEN.post(
    "/personen/{persoon_id}/samenvoegingen",
    status_code=204,
    summary="Voeg een andere persoon bij deze",
    description="De dossiers van `met` gaan verder onder deze persoon. Gaan twee open dossiers over hetzelfde: 409.",
    responses=problems(410),
)
def voeg_personen_samen(
    persoon_id: UUID, samenvoeging: Samenvoeging, intake: Dienst, command: Asked
) -> None:
    beeld_van(intake, samenvoeging.met)
    voeg_samen(intake, persoon_id, samenvoeging.met, command)


def add_pages(pages: Pages, intake: Intake) -> None:
    @pages.router.get("/personen/{persoon_id}")
    def card(request: Request, persoon_id: UUID, _actor: Acting) -> Response:
        beeld = beeld_van(intake, persoon_id)
        if beeld.persoon_id != persoon_id:
            return RedirectResponse(f"/personen/{beeld.persoon_id}", 303)
        return pages.render(request, "persoon.html", beeld=beeld)

    def ask_bsn(
        request: Request,
        persoon_id: UUID,
        status: int = 200,
        fouten: tuple[Fout, ...] = (),
        weigering: Probleem | None = None,
        waarden: dict[str, str] | None = None,
    ) -> Response:
        return pages.render(
            request,
            "bsn.html",
            status=status,
            beeld=beeld_van(intake, persoon_id),
            redenen=REDENEN,
            waarden=waarden or {},
            fouten=fouten,
            weigering=weigering,
        )

    @pages.router.get("/personen/{persoon_id}/bsn")
    def empty_bsn(request: Request, persoon_id: UUID, _actor: Acting) -> Response:
        return ask_bsn(request, persoon_id)

    @pages.router.post("/personen/{persoon_id}/bsn")
    def set_bsn(
        request: Request, persoon_id: UUID, values: FormValues, command: Submitted
    ) -> Response:
        vraag, fouten = parse_form(Burgerservicenummer, values)
        if vraag is None:
            return ask_bsn(request, persoon_id, 400, fouten, waarden=values)
        with pages.attempt() as poging:
            zet_bsn(intake, persoon_id, vraag, command)
        if weigering := poging.weigering:
            return ask_bsn(request, persoon_id, weigering.status, (), weigering, values)
        return pages.done(request, f"/personen/{persoon_id}", "Het BSN is vastgelegd.")

    _merging(pages, intake)


def _merging(pages: Pages, intake: Intake) -> None:
    def preview(
        request: Request,
        persoon_id: UUID,
        met: str,
        weigering: Probleem | None = None,
    ) -> Response:
        """First who the other is, by a dossier or a person; then both beside each other, for a second look."""
        ander, fouten = None, tuple[Fout, ...]()
        if met:
            ander = _gezocht(intake, met)
            if ander is None:
                fouten = (Fout("met", "Wij vinden geen dossier met dit nummer."),)
        return pages.render(
            request,
            "samenvoegen.html",
            status=weigering.status if weigering else 400 if fouten else 200,
            beeld=beeld_van(intake, persoon_id),
            ander=ander,
            met=met,
            fouten=fouten,
            weigering=weigering,
        )

    @pages.router.get("/personen/{persoon_id}/samenvoegen")
    def ask(request: Request, persoon_id: UUID, _actor: Acting) -> Response:
        met = request.query_params.get("met", "").strip()[:60]
        return preview(request, persoon_id, met)

    @pages.router.post("/personen/{persoon_id}/samenvoegen")
    def merge(
        request: Request, persoon_id: UUID, values: FormValues, command: Submitted
    ) -> Response:
        met = values.get("met", "")
        ander = _gezocht(intake, met)
        if ander is None:
            return preview(request, persoon_id, met or "?")
        with pages.attempt() as poging:
            voeg_samen(intake, persoon_id, ander.persoon_id, command)
        if weigering := poging.weigering:
            return preview(request, persoon_id, met, weigering)
        return pages.done(request, f"/personen/{persoon_id}", "De twee personen zijn samengevoegd.")


def _gezocht(intake: Intake, nummer: str) -> Persoonsbeeld | None:
    """The person with this number, or of the dossier with it: in full, or the eight characters that screens show."""
    kaal = "".join(teken for teken in nummer.casefold() if teken in "0123456789abcdef")
    if not 8 <= len(kaal) <= 32:
        return None
    laagste, hoogste = UUID(kaal.ljust(32, "0")), UUID(kaal.ljust(32, "f"))
    with intake.store.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT person_id FROM dossiers WHERE dossier_id BETWEEN %(van)s AND %(tot)s"
            " OR person_id BETWEEN %(van)s AND %(tot)s LIMIT 2",
            {"van": laagste, "tot": hoogste},
        )
        rijen = cursor.fetchall()
        if len(rijen) != 1:
            return None
        beeld = beeld_van(intake, rijen[0]["person_id"])
        gezien(cursor, "samenvoegen", [rij.dossier_id for rij in beeld.dossiers])
    return beeld
