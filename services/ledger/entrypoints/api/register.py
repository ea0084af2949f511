"""The API for what stands beside a loan: securities, who owes it together, and requests that were refused."""

import re
from datetime import date
from typing import Annotated, Any
from uuid import UUID, uuid5

from pydantic import AfterValidator, BaseModel, ConfigDict
from stdnum.nl import bsn

from services.ledger.adapters.inzage import Inzage
from services.ledger.application.register import lees, leg_vast
from services.ledger.domain.lening.gevraagd import GevraagdeGegevens
from services.ledger.domain.register.commands import (
    LaatZekerheidVervallen,
    OntslaMedeschuldenaar,
    Registerverzoek,
    TaxeerZekerheid,
    VestigZekerheid,
    VoegMedeschuldenaarToe,
    WeigerVerzoek,
)
from services.ledger.domain.register.events import (
    Aansprakelijkheid,
    Documentkenmerk,
    RedenOntslag,
    RedenVervallen,
    RedenWeigering,
    Zekerheidsoort,
)
from services.ledger.domain.register.signalen import registersignalen
from services.ledger.domain.verloop.gegevens import Mutatiegegevens
from services.ledger.entrypoints.api.dienst import Dienst
from shared.handle import Command, handle
from shared.transaction import Transaction
from shared.velden import Dag, NatuurlijkCent, vorm
from shared.web.answers import Answer
from shared.web.commands import Asked
from shared.web.subjects import Subject

REGISTER = Subject(
    "Register", "Zekerheden, medeschuldenaren en geweigerde verzoeken bij een lening."
)


def _is_van_een_document(kenmerk: str) -> str:
    """A reference is stored for ever and unsealed: a number of a person or an account is refused."""
    kaal = kenmerk.replace("-", "")
    cijfers = re.sub(r"\D", "", kenmerk)
    nummers = {cijfers[begin : begin + 9] for begin in range(len(cijfers) - 8)} | {
        f"0{deel}" for deel in re.findall(r"\d{8}", kenmerk)
    }
    if re.search(r"[A-Z]{2}\d{2}[A-Z]{4}\d{6}", kaal) or any(
        bsn.is_valid(nummer) for nummer in nummers
    ):
        raise ValueError(
            "lijkt op een nummer van een persoon of rekening; gebruik het kenmerk van het document"
        )
    if not cijfers:
        raise ValueError("heeft ten minste één cijfer, zoals AKTE-2026-17")
    return kenmerk


GevraagdKenmerk = Annotated[
    Documentkenmerk, vorm("documentkenmerk"), AfterValidator(_is_van_een_document)
]


class Aanvraag(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Zekerheidaanvraag(Aanvraag):
    soort: Zekerheidsoort
    gevestigd_op: Dag
    dekking_cent: NatuurlijkCent | None = None
    documentkenmerk: GevraagdKenmerk


class Taxatieaanvraag(Aanvraag):
    getaxeerd_op: Dag
    dekking_cent: NatuurlijkCent


class Vervalaanvraag(Aanvraag):
    per: Dag
    reden: RedenVervallen


class Medeschuldenaaraanvraag(Aanvraag):
    medeschuldenaar_id: UUID
    aansprakelijkheid: Aansprakelijkheid
    vanaf: Dag
    documentkenmerk: GevraagdKenmerk


class Ontslagaanvraag(Aanvraag):
    per: Dag
    reden: RedenOntslag


class Weigeringaanvraag(Aanvraag):
    """`regel_verbiedt`: the rule that forbids it gives the reason; otherwise the college gives one."""

    gegevens: GevraagdeGegevens
    ontvangen_op: Dag
    reden: RedenWeigering


class Zekerheidweergave(Answer):
    """`vervallen_per` is the first day on which it does not count any more."""

    zekerheid_id: UUID
    soort: Zekerheidsoort
    gevestigd_op: date
    dekking_cent: int | None
    documentkenmerk: str
    vervallen_per: date | None


class Medeschuldenaarweergave(Answer):
    """Owes the whole loan from `vanaf` up to (not including) `ontslagen_per`."""

    medeschuldenaar_id: UUID
    aansprakelijkheid: Aansprakelijkheid
    vanaf: date
    documentkenmerk: str
    ontslagen_per: date | None


class Weigeringweergave(Answer):
    """The debtor asked for this and the college said no; `uitleg` is why, with `grondslag` its article."""

    verzoek_id: UUID
    lening_id: UUID
    dossier_id: UUID
    gemeente: str
    boekdatum: date
    grondslag: str
    uitleg: str
    gegevens: Mutatiegegevens
    ontvangen_op: date
    reden: RedenWeigering
    geweigerd_door: str


class Registerweergave(Answer):
    """Everything that was recorded, also what does not count any more; `signalen` is what a caseworker must look at."""

    zekerheden: tuple[Zekerheidweergave, ...]
    medeschuldenaren: tuple[Medeschuldenaarweergave, ...]
    weigeringen: tuple[Weigeringweergave, ...]
    signalen: tuple[str, ...]


class Vastgelegd(BaseModel):
    """What was stored; nothing when it was already so."""

    feiten: list[str]
    uitleg: list[str]


def zekerheid_id(lening_id: UUID, aanvraag: Aanvraag) -> UUID:
    """The same security asked twice has the same id."""
    return uuid5(lening_id, f"zekerheid/{aanvraag.model_dump_json(exclude={'dekking_cent'})}")


def weergave(inzage: Inzage, lening_id: UUID) -> Registerweergave:
    """Raises LeningIsOnbekend."""
    feiten, register = inzage.feiten(lening_id), lees(inzage.store, lening_id)
    dag = inzage.werkdag()
    signalen = registersignalen(register, feiten, dag) if dag else ()
    return Registerweergave.of(dict(register) | {"signalen": signalen})


def voer_in(
    inzage: Inzage,
    soort: type[Registerverzoek],
    lening_id: UUID,
    command: Command,
    velden: dict[str, Any],
) -> Vastgelegd:
    """Records it on the business day; raises the Weigering."""

    def work(transaction: Transaction, op: date) -> Vastgelegd:
        verzoek = soort(lening_id=lening_id, op=op, actor=command.actor, **velden)
        feiten: list[Any] = leg_vast(transaction, inzage.kader, verzoek, command)
        return Vastgelegd(
            feiten=[type(feit).__name__ for feit in feiten], uitleg=[feit.uitleg for feit in feiten]
        )

    return handle(inzage.store, command, work, Vastgelegd)


@REGISTER.get(
    "/leningen/{lening_id}/register",
    summary="Zekerheden, medeschuldenaren en geweigerde verzoeken van een lening",
    description="Alles wat is vastgelegd, ook wat niet meer geldt. `signalen` is wat iemand moet nakijken.",
)
def toon_register(lening_id: UUID, inzage: Dienst) -> Registerweergave:
    return weergave(inzage, lening_id)


@REGISTER.post(
    "/leningen/{lening_id}/weigeringen",
    summary="Leg vast dat een verzoek van de debiteur is geweigerd",
    description="Met `regel_verbiedt` geeft de regel die het verbiedt de reden.",
)
def leg_weigering_vast(
    lening_id: UUID, aanvraag: Weigeringaanvraag, inzage: Dienst, command: Asked
) -> Vastgelegd:
    nummer = uuid5(
        lening_id,
        f"weigering/{command.slot if command.key else ''}{aanvraag.model_dump_json()}",
    )
    return voer_in(
        inzage, WeigerVerzoek, lening_id, command, {"verzoek_id": nummer, **dict(aanvraag)}
    )


@REGISTER.post(
    "/leningen/{lening_id}/zekerheden",
    summary="Leg een zekerheid vast, met waar het document ligt",
    description="`documentkenmerk` is de code van het document in het archief, nooit een naam of nummer van iemand.",
)
def vestig_zekerheid(
    lening_id: UUID, aanvraag: Zekerheidaanvraag, inzage: Dienst, command: Asked
) -> Vastgelegd:
    velden = {"zekerheid_id": zekerheid_id(lening_id, aanvraag), **dict(aanvraag)}
    return voer_in(inzage, VestigZekerheid, lening_id, command, velden)


@REGISTER.post(
    "/leningen/{lening_id}/zekerheden/{zekerheid_id}/taxaties",
    summary="Leg vast wat een zekerheid dekt volgens een nieuwe taxatie",
    description="Wat de zekerheid dekt, in centen, vanaf de dag van de taxatie.",
)
def taxeer_zekerheid(
    lening_id: UUID, zekerheid_id: UUID, aanvraag: Taxatieaanvraag, inzage: Dienst, command: Asked
) -> Vastgelegd:
    return voer_in(
        inzage,
        TaxeerZekerheid,
        lening_id,
        command,
        {"zekerheid_id": zekerheid_id, **dict(aanvraag)},
    )


@REGISTER.post(
    "/leningen/{lening_id}/zekerheden/{zekerheid_id}/vervallingen",
    summary="Een zekerheid telt niet meer",
    description="Vanaf `per` telt de zekerheid niet meer.",
)
def laat_zekerheid_vervallen(
    lening_id: UUID, zekerheid_id: UUID, aanvraag: Vervalaanvraag, inzage: Dienst, command: Asked
) -> Vastgelegd:
    return voer_in(
        inzage,
        LaatZekerheidVervallen,
        lening_id,
        command,
        {"zekerheid_id": zekerheid_id, **dict(aanvraag)},
    )


@REGISTER.post(
    "/leningen/{lening_id}/medeschuldenaren",
    summary="Voeg iemand toe die de hele lening ook schuldig is",
    description="Hoofdelijk: één schuld, één saldo.",
)
def voeg_medeschuldenaar_toe(
    lening_id: UUID, aanvraag: Medeschuldenaaraanvraag, inzage: Dienst, command: Asked
) -> Vastgelegd:
    return voer_in(inzage, VoegMedeschuldenaarToe, lening_id, command, dict(aanvraag))


@REGISTER.post(
    "/leningen/{lening_id}/medeschuldenaren/{medeschuldenaar_id}/ontslagen",
    summary="Iemand is geen medeschuldenaar meer",
    description="Vanaf `per` is iemand de lening niet meer schuldig.",
)
def ontsla_medeschuldenaar(
    lening_id: UUID,
    medeschuldenaar_id: UUID,
    aanvraag: Ontslagaanvraag,
    inzage: Dienst,
    command: Asked,
) -> Vastgelegd:
    velden = {"medeschuldenaar_id": medeschuldenaar_id, **dict(aanvraag)}
    return voer_in(inzage, OntslaMedeschuldenaar, lening_id, command, velden)
