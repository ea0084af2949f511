"""The API for what people decide about a loan; money that is forgiven, claimed or given back goes by two of them."""

from datetime import date
from typing import Annotated, TypeVar
from uuid import UUID, uuid4, uuid5

from fastapi import Header, Request
from pydantic import BaseModel, ConfigDict

from services.ledger.adapters.inzage import Inzage
from services.ledger.application import besluit
from services.ledger.domain.besluiten import Besluit, BesluitVoorgesteld, Motivering
from services.ledger.domain.commands import BekrachtigVoorstel, Besluitverzoek, DoeVoorstel, NeemBesluit, VerwerpVoorstel
from services.ledger.domain.events import LeningHerrekend, Mutatie, Saldi
from services.ledger.domain.mutatiegegevens import Mutatiegegevens
from services.ledger.entrypoints.words import zin
from shared.begrippen import Feit, Verzoek
from shared.web.actors import current_actor
from shared.web.api import Api

Gevraagd = TypeVar("Gevraagd", bound=Verzoek)
Key = Annotated[str | None, Header(max_length=200)]


class Besluitaanvraag(BaseModel):
    """What is asked, why, and since when it counts (by default today)."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    gegevens: Mutatiegegevens
    motivering: Motivering
    valutadatum: date | None = None


class Besluituitkomst(BaseModel):
    """What was stored. `saldi_oud` and `herrekend_vanaf` when earlier bookings changed. No facts: it was already so."""

    besluit_id: UUID
    feiten: list[str]
    uitleg: list[str]
    signalen: list[str]
    saldi: Saldi | None = None
    saldi_oud: Saldi | None = None
    herrekend_vanaf: date | None = None


class Voorstel(BaseModel):
    """A proposal that waits for a second person."""

    besluit_id: UUID
    gegevens: Mutatiegegevens
    motivering: Motivering
    uitleg: str
    valutadatum: date
    voorgesteld_door: str

    @classmethod
    def van(cls, feit: BesluitVoorgesteld) -> "Voorstel":
        return cls(**{naam: getattr(feit, naam) for naam in cls.model_fields} | {"uitleg": zin(feit.uitleg)})


class WachtendVoorstel(Voorstel):
    """A proposal with the loan that it is about."""

    lening_id: UUID


def add(api: Api, inzage: Inzage) -> None:
    _asking(api, inzage)
    _deciding(api, inzage)


def voer_uit(inzage: Inzage, verzoek: Besluitverzoek) -> Besluituitkomst:
    """Decides on the business day of the ledger; raises the Weigering."""
    return uitkomst(verzoek.besluit_id, besluit(inzage.store, inzage.kader, lambda op: op_werkdag(verzoek, op), verzoek.actor))


def op_werkdag(verzoek: Gevraagd, op: date) -> Gevraagd:
    """The request on the business day; it counts from that day where nobody said another."""
    vanaf = {"valutadatum": op} if getattr(verzoek, "valutadatum", None) == date.min else {}
    return verzoek.model_copy(update={"op": op, **vanaf})


def uitkomst(besluit_id: UUID, feiten: list[Feit]) -> Besluituitkomst:
    mutaties = [feit for feit in feiten if isinstance(feit, Mutatie)]
    herrekend = next((feit for feit in mutaties if isinstance(feit, LeningHerrekend)), None)
    return Besluituitkomst(
        besluit_id=besluit_id, feiten=[type(feit).__name__ for feit in mutaties], uitleg=[zin(feit.uitleg) for feit in mutaties],
        signalen=[zin(tekst) for feit in mutaties if isinstance(feit, Besluit) for tekst in feit.signalen],
        saldi=mutaties[-1].saldi if mutaties else None, saldi_oud=herrekend.saldi_oud if herrekend else None,
        herrekend_vanaf=herrekend.vanaf if herrekend else None,
    )  # fmt: skip


def verzoek_van(soort: type[NeemBesluit], lening_id: UUID, aanvraag: Besluitaanvraag, actor: str, key: str | None = None) -> NeemBesluit:
    """`op` is filled in when the business day is known; the same key makes the same id."""
    besluit_id = uuid5(lening_id, f"{actor}/{key}") if key else uuid4()
    return soort(
        lening_id=lening_id, besluit_id=besluit_id, gegevens=aanvraag.gegevens, motivering=aanvraag.motivering,
        valutadatum=aanvraag.valutadatum or date.min, op=date.min, actor=actor,
    )  # fmt: skip


def _asking(api: Api, inzage: Inzage) -> None:
    @api.post("/leningen/{lening_id}/besluiten", summary="Neem een besluit over een lening dat één persoon mag nemen")
    def decide(lening_id: UUID, aanvraag: Besluitaanvraag, request: Request, idempotency_key: Key = None) -> Besluituitkomst:
        return voer_uit(inzage, verzoek_van(NeemBesluit, lening_id, aanvraag, current_actor(request), idempotency_key))

    @api.post("/leningen/{lening_id}/voorstellen", summary="Stel een besluit voor; een tweede persoon besluit")
    def propose(lening_id: UUID, aanvraag: Besluitaanvraag, request: Request, idempotency_key: Key = None) -> Besluituitkomst:
        return voer_uit(inzage, verzoek_van(DoeVoorstel, lening_id, aanvraag, current_actor(request), idempotency_key))


def _deciding(api: Api, inzage: Inzage) -> None:
    @api.get("/voorstellen", summary="Alle voorstellen die op een tweede persoon wachten, oudste eerst")
    def waiting() -> list[WachtendVoorstel]:
        alle = [(een, lening.lening_id) for lening in inzage.met_voorstellen() for een in lening.voorstellen]
        return [WachtendVoorstel(lening_id=van, **dict(Voorstel.van(een))) for een, van in sorted(alle, key=lambda paar: paar[0].boekdatum)]

    @api.get("/leningen/{lening_id}/voorstellen", summary="Voorstellen die op een tweede persoon wachten")
    def proposals(lening_id: UUID) -> list[Voorstel]:
        return [Voorstel.van(feit) for feit in inzage.lening(lening_id).voorstellen]

    @api.post("/leningen/{lening_id}/voorstellen/{besluit_id}/bekrachtigingen", summary="Besluit als tweede persoon, met mandaat")
    def confirm(lening_id: UUID, besluit_id: UUID, request: Request) -> Besluituitkomst:
        actor = current_actor(request)
        return voer_uit(inzage, BekrachtigVoorstel(lening_id=lening_id, besluit_id=besluit_id, op=date.min, actor=actor))

    @api.post("/leningen/{lening_id}/voorstellen/{besluit_id}/verwerpingen", summary="Leg een voorstel terzijde")
    def reject(lening_id: UUID, besluit_id: UUID, request: Request) -> Besluituitkomst:
        actor = current_actor(request)
        return voer_uit(inzage, VerwerpVoorstel(lening_id=lening_id, besluit_id=besluit_id, op=date.min, actor=actor))
