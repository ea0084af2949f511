"""Papers by API, for the desk and for a partner: what is asked, handed in, looked at, opened; the page does the same."""

import base64
import binascii
from datetime import date
from typing import Annotated, Any, Literal, get_args
from uuid import UUID, uuid4

from fastapi import Request, Response
from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, StringConstraints
from pydantic import WithJsonSchema as Beschreven

from services.intake.adapters import aanvragen, stukkenlijst
from services.intake.adapters.bestandsvorm import MEDIATYPEN
from services.intake.application import AANMELDING
from services.intake.application.stukken import STUKKEN, Stukkenkast, stroom
from services.intake.domain.stukken.begrippen import (
    Bestandssoort,
    Bron,
    RedenVervallen,
    Stukstatus,
)
from services.intake.domain.stukken.commands import (
    ControleerStuk,
    LaatStukVervallen,
    LaatUitvraagVervallen,
    VraagStukken,
    WijsStukAf,
)
from services.intake.domain.stukken.nodig import MEBIBYTE, Nodig
from services.intake.domain.stukken.overzicht import Soortstand
from services.intake.entrypoints.stukblad import Waarvoor, waarvoor_van
from services.intake.entrypoints.stukken import Gevraagd, Ontvangen, doe, neem_aan, vraag
from services.intake.entrypoints.stukken_web import bijlage, open_bestand
from shared.begrippen import JaNee, Waarde
from shared.stukken import Stuksoort
from shared.velden import Dag, elk_een_keer, vorm
from shared.web.actors import Acting
from shared.web.answers import Answer
from shared.web.commands import Asked
from shared.web.given import given
from shared.web.openapi import problems
from shared.web.requests import up_to
from shared.web.subjects import Subject

PAPIEREN = Subject("Stukken", "Stukken vragen, inleveren, controleren en openen, per dossier.")
# The largest file there may ever be (20 MB), written as base64, and a little more.
MEESTE_TEKENS = 28 * MEBIBYTE
GROOTSTE_VERZOEK = 30 * MEBIBYTE
VAN_HET_LOKET = frozenset({"consulent", "adviseur"})
Kast = Annotated[Stukkenkast, given(Stukkenkast)]
Nodige = Annotated[Nodig, given(Nodig)]
# A scanner finds a virus, no person.
HandmatigeReden = Literal["onleesbaar", "onvolledig", "verouderd", "ander_stuk", "niet_getekend"]


def _inhoud(waarde: Any) -> bytes:
    """Raises ValueError with a Dutch sentence."""
    try:
        return base64.b64decode(waarde, validate=True)
    except (TypeError, ValueError, binascii.Error):
        raise ValueError("Stuur de inhoud van het bestand als base64.") from None


Inhoud = Annotated[
    bytes,
    Field(max_length=MEESTE_TEKENS),
    BeforeValidator(_inhoud),
    Beschreven({"type": "string", "format": "bestand", "minLength": 4, "maxLength": MEESTE_TEKENS}),
]


class Ingeleverd(Waarde):
    """One file. `bron` counts at the desk alone: what a partner hands in comes from the partner."""

    soort: Stuksoort
    bestandsnaam: Annotated[
        str, vorm("bestandsnaam"), StringConstraints(min_length=1, max_length=200)
    ]
    inhoud: Inhoud
    bron: Literal["loket", "partner"] = "loket"
    er_volgt_meer: JaNee = False


class Stukvraag(Waarde):
    """`aanvraag_id` or `route`: what the papers are needed for."""

    soorten: Annotated[
        tuple[Stuksoort, ...],
        Field(min_length=1, max_length=len(get_args(Stuksoort))),
        AfterValidator(elk_een_keer),
    ]
    aanvraag_id: UUID | None = None
    route: Literal[1, 2, 3] | None = None
    hersteltermijn_tot: Dag


class Afkeuring(Waarde):
    """`hersteltermijn_tot`: the last day for a better one, where the request that it belonged to was complete."""

    reden: HandmatigeReden
    hersteltermijn_tot: Dag | None = None


class Verval(Waarde):
    reden: RedenVervallen


class Uitvraagweergave(Answer):
    """What was asked in one go; `ontbreekt` did not come in yet."""

    uitvraag_id: UUID
    aanvraag_id: UUID | None
    route: int | None
    soorten: tuple[Stuksoort, ...]
    ontbreekt: tuple[Stuksoort, ...]
    hersteltermijn_tot: date
    gevraagd_op: date
    is_compleet: bool


class Stukvragen(BaseModel):
    """Newest first."""

    vragen: list[Uitvraagweergave]


class Stukweergave(Answer):
    """One file, without its name. `scan` is absent where the content is gone."""

    stuk_id: UUID
    soort: Stuksoort
    bron: Bron
    bestandssoort: Bestandssoort
    bytes: int
    status: Stukstatus
    ontvangen_op: date
    scan: Literal["schoon", "niet_gescand"] | None


class Soortweergave(Answer):
    """How it is with one kind of paper; `tot` is the last day of the request that waits for it."""

    soort: Stuksoort
    stand: Soortstand
    tot: date | None


class Waarvoorweergave(BaseModel):
    """An application that runs, or a route, with what is needed for it."""

    aanvraag_id: UUID | None = None
    route: int | None = None
    stukken: list[Soortweergave]


class Stukkenoverzicht(BaseModel):
    """The files, newest first, and how it is with each kind of paper for every application that runs and each route."""

    is_gesloten: bool
    stukken: list[Stukweergave]
    nodig: list[Waarvoorweergave]


@PAPIEREN.get(
    "/aanmeldingen/{dossier_id}/stukken",
    summary="De stukken van een dossier",
    description="Wat er binnenkwam, en per aanvraag en per route hoe het met elk nodig stuk staat. Zonder namen van bestanden.",
)
def toon_stukken(dossier_id: UUID, kast: Kast, nodig: Nodige) -> Stukkenoverzicht:
    dag = kast.store.last_workday()
    with kast.store.transaction() as transaction:
        kast.kluis.gemeente(transaction.cursor, dossier_id)
        waarvoor = waarvoor_van(
            nodig,
            dag,
            transaction.load(AANMELDING, dossier_id).groep,
            aanvragen.lopende(transaction.cursor, dossier_id),
            transaction.load(STUKKEN, stroom(dossier_id)),
        )
        return Stukkenoverzicht(
            is_gesloten=kast.kluis.is_gesloten(transaction.cursor, dossier_id),
            stukken=[
                Stukweergave.of(een) for een in stukkenlijst.stukken(transaction.cursor, dossier_id)
            ],
            nodig=[_weergave(een) for een in waarvoor],
        )


def _weergave(een: Waarvoor) -> Waarvoorweergave:
    wat, _, welke = een.code.partition("-")
    return Waarvoorweergave(
        aanvraag_id=UUID(welke) if wat == "aanvraag" else None,
        route=int(welke) if wat == "route" else None,
        stukken=[Soortweergave.of(regel) for regel in een.regels],
    )


@PAPIEREN.post(
    "/aanmeldingen/{dossier_id}/stukken",
    status_code=201,
    summary="Lever een stuk in",
    description="Eén bestand: PDF, JPG, PNG, docx, xlsx of ODS. Eerst kijken wij naar vorm, grootte en virus; klopt iets niet: 400.",
    responses=problems(409, 410, 413),
    openapi_extra=up_to(GROOTSTE_VERZOEK),
)
def lever_stuk_in(
    dossier_id: UUID,
    stuk: Ingeleverd,
    kast: Kast,
    nodig: Nodige,
    actor: Acting,
    command: Asked,
    response: Response,
) -> Ontvangen:
    with kast.store.cursor() as cursor:
        is_van_het_loket = kast.kluis.gemeente(cursor, dossier_id) in actor.gemeenten_met(
            VAN_HET_LOKET
        )
    bron: Bron = stuk.bron if is_van_het_loket else "partner"
    ontvangen = neem_aan(
        kast,
        nodig,
        dossier_id,
        stuk.soort,
        bron,
        stuk.bestandsnaam,
        stuk.inhoud,
        command,
        is_laatste=not stuk.er_volgt_meer,
    )
    response.headers["Location"] = (
        f"/intake/v1/aanmeldingen/{dossier_id}/stukken/{ontvangen.stuk_id}/bestand"
    )
    return ontvangen


@PAPIEREN.get(
    "/aanmeldingen/{dossier_id}/stukken/{stuk_id}/bestand",
    summary="Open het bestand van een stuk",
    description="Altijd als bijlage. Zolang de virusscanner er niet naar keek: 409.",
    response_class=Response,
    responses={
        200: {
            "description": "Het bestand.",
            "content": {
                soort: {"schema": {"type": "string", "format": "binary"}}
                for soort in MEDIATYPEN.values()
            },
        },
        **problems(409, 410),
    },
)
def open_stuk(dossier_id: UUID, stuk_id: UUID, kast: Kast, _request: Request) -> Response:
    return bijlage(*open_bestand(kast, dossier_id, stuk_id))


@PAPIEREN.post(
    "/aanmeldingen/{dossier_id}/stukken/{stuk_id}/goedkeuringen",
    status_code=204,
    summary="Keur een stuk goed",
    description="Iemand keek het na, en het is wat er gevraagd is. Nog een keer verandert niets.",
)
def keur_stuk_goed(dossier_id: UUID, stuk_id: UUID, kast: Kast, command: Asked) -> None:
    doe(kast, dossier_id, lambda van, _: ControleerStuk(**van, stuk_id=stuk_id), command)


@PAPIEREN.post(
    "/aanmeldingen/{dossier_id}/stukken/{stuk_id}/afwijzingen",
    status_code=204,
    summary="Wijs een stuk af",
    description="De ondernemer krijgt een brief en levert een beter stuk in. Was de vraag al compleet, noem dan een nieuwe laatste dag.",
)
def wijs_stuk_af(
    dossier_id: UUID, stuk_id: UUID, afkeuring: Afkeuring, kast: Kast, command: Asked
) -> None:
    doe(
        kast,
        dossier_id,
        lambda van, lopende: WijsStukAf(
            **van, **lopende, stuk_id=stuk_id, uitvraag_id=uuid4(), **dict(afkeuring)
        ),
        command,
    )


@PAPIEREN.post(
    "/aanmeldingen/{dossier_id}/stukken/{stuk_id}/vervallenverklaringen",
    status_code=204,
    summary="Laat een stuk vervallen",
    description="Het hoort hier niet. De inhoud wordt weggegooid; dat kan niet terug.",
)
def laat_stuk_vervallen(
    dossier_id: UUID, stuk_id: UUID, verval: Verval, kast: Kast, command: Asked
) -> None:
    doe(
        kast,
        dossier_id,
        lambda van, _: LaatStukVervallen(**van, stuk_id=stuk_id, reden=verval.reden),
        command,
    )


@PAPIEREN.get(
    "/aanmeldingen/{dossier_id}/stukvragen",
    summary="Wat er gevraagd is",
    description="Elke vraag om stukken, met wat er nog ontbreekt en de laatste dag.",
)
def toon_stukvragen(dossier_id: UUID, kast: Kast) -> Stukvragen:
    with kast.store.cursor() as cursor:
        kast.kluis.gemeente(cursor, dossier_id)
        gevonden = stukkenlijst.uitvragen(cursor, dossier_id)
    return Stukvragen(vragen=[Uitvraagweergave.of(een) for een in gevonden])


@PAPIEREN.post(
    "/aanmeldingen/{dossier_id}/stukvragen",
    status_code=201,
    summary="Vraag stukken",
    description="Alles in één keer, voor een aanvraag (haar beslistermijn staat dan stil, Awb 4:15) of een route, met een brief.",
)
def vraag_stukken(dossier_id: UUID, gevraagd: Stukvraag, kast: Kast, command: Asked) -> Gevraagd:
    return vraag(
        kast,
        dossier_id,
        lambda van, lopende: VraagStukken(**van, **lopende, uitvraag_id=uuid4(), **dict(gevraagd)),
        command,
    )


@PAPIEREN.post(
    "/aanmeldingen/{dossier_id}/stukvragen/{uitvraag_id}/vervallenverklaringen",
    status_code=204,
    summary="Laat de rest van een vraag vervallen",
    description="Wat nog ontbreekt, is niet meer nodig.",
)
def laat_stukvraag_vervallen(
    dossier_id: UUID, uitvraag_id: UUID, kast: Kast, command: Asked
) -> None:
    doe(
        kast,
        dossier_id,
        lambda van, _: LaatUitvraagVervallen(**van, uitvraag_id=uitvraag_id),
        command,
    )
