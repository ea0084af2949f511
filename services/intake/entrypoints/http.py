"""intake's JSON API: take in one or many, add to, withdraw; and the internal part, where services ask for a name or a key."""

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, NoReturn
from uuid import UUID

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel, Field, StringConstraints

from services.intake.adapters import inleverlinks, inzage
from services.intake.adapters.imports import Imports
from services.intake.adapters.personen import te_zien
from services.intake.adapters.register import Persoonsgegevens
from services.intake.application import AANMELDING, Intake
from services.intake.application.stukken import Stukkenkast
from services.intake.domain.commands import (
    RegistreerAanvulling,
    RegistreerIntrekking,
)
from services.intake.domain.stukken.nodig import Nodig
from services.intake.domain.weigeringen import (
    AanmeldingBestaatNiet,
)
from services.intake.entrypoints import (
    aanvragen,
    correcties,
    dossiers,
    dubbelen,
    handelingen,
    imports_http,
    personen,
    stukken,
    stukken_http,
    wissen,
    zoeken,
)
from services.intake.entrypoints.forms import Aanvulling, Intrekking, NieuweAanmelding
from services.intake.entrypoints.handelingen import Ontvangst, doe, neem_aan
from shared.begrippen import Groep, Hulpvraag, Urgentie, Waarde
from shared.contracts.organisatie import Id
from shared.organisatie.nu import Lezer
from shared.organisatie.rijen import organisatie_en_dag
from shared.seals import SealBroken, seal, unseal
from shared.velden import Woord
from shared.web.actors import actor_of
from shared.web.api import Api, make_api
from shared.web.commands import Asked
from shared.web.errors import Translation
from shared.web.given import given
from shared.web.login import insufficient, refusal
from shared.web.problems import Probleem, standard_problem
from shared.web.provider import ProviderAway, provider_away
from shared.web.rechten import reading
from shared.web.scopes import PERSONEN
from shared.web.subjects import Subject
from shared.web.tokens import MOST, Refused, Verifier, from_environment

VERSION = "1.0.0"
# Names that one page or one list may ask for at once.
MAX_ASKED = 10_000
AANMELDINGEN = Subject("Aanmeldingen", "Verzoeken om hulp: aannemen, aanvullen en intrekken.")
TUSSEN_DIENSTEN = Subject("Tussen diensten", "Namen en sleutels, alleen voor de eigen diensten.")
Dienst = Annotated[Intake, given(Intake)]


@dataclass(frozen=True)
class Credentials:
    """The name of each service that may ask, by its token; and whom we believe about systems with a token of the provider."""

    names: Mapping[str, str]
    systems: Verifier


@dataclass(frozen=True)
class Inleverpost:
    """Where entrepreneurs type the code of a letter; without an address letters hold none."""

    adres: str = ""
    nodig: Nodig | None = None


GEEN_INLEVERPOST = Inleverpost()


class Aanmeldingsweergave(BaseModel):
    """A request for help as it stands, in codes."""

    dossier_id: UUID
    status: Literal["open", "ingetrokken", "afgesloten"]
    gemeente: str
    groep: Groep
    hulpvraag: tuple[Hulpvraag, ...]
    urgentie: Urgentie
    is_groep_bekend: bool
    is_buiten_bbz: bool
    voorganger: UUID | None


class Vraag(Waarde):
    """`voor`: who will see the names, in which role and where; absent for work of the service itself.

    `geopend`: those of the dossiers that are opened by their own number.
    """

    dossiers: Annotated[tuple[UUID, ...], Field(max_length=MAX_ASKED)]
    voor: Id | None = None
    rol: Woord = ""
    waar: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9/{}_.-]{0,200}$")] = ""
    geopend: Annotated[tuple[UUID, ...], Field(max_length=MAX_ASKED)] = ()


class Sleutelvraag(Waarde):
    dossier_id: UUID
    verpakt: Annotated[str, Field(max_length=200)] | None = None
    inleverlink: UUID | None = None


TRANSLATION: Translation = {
    **handelingen.TRANSLATION,
    **personen.TRANSLATION,
    **wissen.TRANSLATION,
    **imports_http.TRANSLATION,
    **stukken.TRANSLATION,
    **correcties.TRANSLATION,
    **aanvragen.TRANSLATION,
}


def make(
    intake: Intake,
    credentials: dict[str, str],
    kast: Stukkenkast,
    nodig: Nodig,
    post: Inleverpost = GEEN_INLEVERPOST,
) -> Api:
    return make_api(
        "intake",
        "Doorstart intake",
        VERSION,
        "Aanmeldingen van ondernemers die hulp vragen.",
        TRANSLATION,
        subjects=[
            AANMELDINGEN,
            aanvragen.AANVRAGEN,
            stukken_http.PAPIEREN,
            dossiers.DOSSIERS,
            personen.PERSONEN,
            correcties.CORRECTIES,
            zoeken.ZOEKEN,
            dubbelen.DUBBELEN,
            imports_http.BESTANDEN,
            TUSSEN_DIENSTEN,
        ],
        given=[
            intake,
            Imports(intake.register.master),
            Credentials(credentials, from_environment()),
            zoeken.tempo_van_zoeken(),
            post,
            kast,
            nodig,
        ],
    )


@AANMELDINGEN.post(
    "/aanmeldingen",
    status_code=201,
    summary="Neem een aanmelding aan",
    description="Wie iemand is, gaat naar het register; de andere diensten horen alleen codes. Loopt er al een aanmelding: 409.",
)
def neem_aanmelding_aan(
    aanmelding: NieuweAanmelding, intake: Dienst, command: Asked, response: Response
) -> Ontvangst:
    ontvangst = neem_aan(intake, aanmelding.aangeboden(), command)
    response.headers["Location"] = f"/intake/v1/aanmeldingen/{ontvangst.dossier_id}"
    return ontvangst


@AANMELDINGEN.get(
    "/aanmeldingen/{dossier_id}",
    summary="Eén aanmelding, zonder persoonsgegevens",
    description="De codes van de aanmelding zoals zij nu is.",
)
def toon_aanmelding(dossier_id: UUID, intake: Dienst) -> Aanmeldingsweergave:
    with intake.store.transaction() as transaction:
        state = transaction.load(AANMELDING, dossier_id)
        voor = [state.voorganger] if state.voorganger else []
        zichtbaar = te_zien(transaction.cursor, voor)
    if state.status == "onbekend":
        raise AanmeldingBestaatNiet
    state = state.na(voorganger=next(iter(zichtbaar), None))
    return Aanmeldingsweergave(dossier_id=dossier_id, **dict(state))


@AANMELDINGEN.post(
    "/aanmeldingen/{dossier_id}/aanvullingen",
    status_code=204,
    summary="Vul een aanmelding aan",
    description="Groep, hulpvraag en urgentie samen: zij komen in de plaats van wat er stond.",
)
def vul_aanmelding_aan(
    dossier_id: UUID, aanvulling: Aanvulling, intake: Dienst, command: Asked
) -> None:
    doe(
        intake,
        lambda op: RegistreerAanvulling(dossier_id=dossier_id, op=op, **dict(aanvulling)),
        command,
    )


@AANMELDINGEN.post(
    "/aanmeldingen/{dossier_id}/intrekkingen",
    status_code=204,
    summary="Trek een aanmelding in",
    description="De aanmelding stopt; de andere diensten horen het en doen niets meer.",
)
def trek_aanmelding_in(
    dossier_id: UUID, intrekking: Intrekking, intake: Dienst, command: Asked
) -> None:
    doe(
        intake,
        lambda op: RegistreerIntrekking(dossier_id=dossier_id, op=op, reden=intrekking.reden),
        command,
    )


def service(
    request: Request,
    credentials: Annotated[Credentials, given(Credentials)],
    authorization: Annotated[str, Header(max_length=MOST)] = "",
) -> str:
    """The name of the asking service or system; raises a 401, 403 or 503 Probleem."""
    token = authorization.removeprefix("Bearer ")
    for known, name in credentials.names.items():
        if secrets.compare_digest(known.encode(), token.encode()):
            return name
    if token.count(".") != 2:
        raise standard_problem(401)
    try:
        found = credentials.systems.verify(token, request.method, request.url.path)
    except Refused as refused:
        raise refusal(refused.code) from None
    except ProviderAway:
        raise provider_away() from None
    if PERSONEN not in found.scopes:
        raise insufficient(PERSONEN)
    return found.account


Asking = Annotated[str, Depends(service)]


@TUSSEN_DIENSTEN.post("/personen-vragen", include_in_schema=False)
def vraag_personen(
    vraag: Vraag, intake: Dienst, service: Asking
) -> dict[UUID, Persoonsgegevens | None]:
    """Without those of whom the reader may see nothing: these are absent, as what intake does not know."""
    lezer = _lezer(intake, vraag.voor) if vraag.voor else None
    with intake.store.cursor() as cursor, reading(lezer):
        gevraagd = te_zien(cursor, vraag.dossiers) if lezer else vraag.dossiers
        namen = intake.register.names(cursor, list(gevraagd))
        if vraag.voor and (gezien := namen.keys() - set(vraag.geopend)):
            inzage.schrijf(cursor, service, vraag.voor, vraag.rol, f"lijst {vraag.waar}", gezien)
    return namen


def _lezer(intake: Intake, medewerker_id: str) -> Lezer:
    """Who will see the names: in the municipalities of the roles that read people, and not what is shielded from them."""
    organisatie, dag = organisatie_en_dag(intake.store)
    actor = actor_of(organisatie, medewerker_id, dag)
    gemeenten = actor.gemeenten_met(zoeken.LEZEN) if actor else frozenset[str]()
    return Lezer(medewerker_id, gemeenten, organisatie.afgeschermd_voor(medewerker_id))


@TUSSEN_DIENSTEN.post("/sleutels", include_in_schema=False)
def vraag_sleutel(
    vraag: Sleutelvraag,
    intake: Dienst,
    post: Annotated[Inleverpost, given(Inleverpost)],
    service: Asking,
) -> dict[str, str]:
    """A fresh key with its wrapped form, or the key that a wrapped form holds; for a letter that asks for papers also a code."""
    with intake.store.cursor() as cursor:
        person_key = intake.register.person_key(cursor, vraag.dossier_id)
    if person_key is None:
        _gone()
    if vraag.verpakt is None:
        fresh = secrets.token_bytes(32)
        code = _code(intake, post, vraag, service)
        return _key_answer(fresh, seal(person_key, fresh, b"brief")) | code
    try:
        wrapped = base64.b64decode(vraag.verpakt, validate=True)
        return _key_answer(unseal(person_key, wrapped, b"brief"), wrapped)
    except (SealBroken, ValueError):
        _gone()


def _code(intake: Intake, post: Inleverpost, vraag: Sleutelvraag, service: str) -> dict[str, str]:
    """The code of the link of one letter: the same however often the letter is made."""
    if vraag.inleverlink is None or post.nodig is None or not post.adres:
        return {}
    with intake.store.transaction() as transaction:
        op = transaction.workday()
        inleverlinks.maak(
            transaction.cursor,
            intake.register.master,
            vraag.inleverlink,
            vraag.dossier_id,
            post.nodig.link_geldig_tot(op),
            service,
            op,
        )
    code = inleverlinks.code_van(intake.register.master, vraag.inleverlink)
    return {"inlevercode": inleverlinks.leesbaar(code), "inleveradres": post.adres}


def _key_answer(key: bytes, wrapped: bytes) -> dict[str, str]:
    return {
        "sleutel": base64.b64encode(key).decode(),
        "verpakt": base64.b64encode(wrapped).decode(),
    }


def _gone() -> NoReturn:
    raise Probleem(
        410,
        "sleutel-vernietigd",
        "Deze gegevens zijn gewist",
        "De sleutel van deze persoon bestaat niet of niet meer.",
        "Er is niets te doen: deze gegevens zijn voorgoed onleesbaar.",
    )
