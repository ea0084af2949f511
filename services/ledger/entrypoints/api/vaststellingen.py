"""The API for the definitieve vaststelling of levensonderhoud: open boekjaren, figures, a proposal, and the decision by a second person."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, ConfigDict

from services.ledger.adapters.inzage import Inzage
from services.ledger.adapters.vaststelling import lijst as vaststellingen
from services.ledger.application.vaststelling import vaststelling as zaak
from services.ledger.application.vaststelling import vraag_vaststelling
from services.ledger.domain.vaststelling.commands import (
    BekrachtigVaststelling,
    LegJaargegevensVast,
    StelVaststellingVoor,
    Vaststellingsverzoek,
    VerwerpVaststelling,
)
from services.ledger.domain.vaststelling.events import Jaargegevens
from services.ledger.domain.vaststelling.state import Stand, Vaststellingsdossier
from services.ledger.domain.vier_ogen.motivering import Motivering
from services.ledger.domain.vordering.events import Vorderingsoort
from services.ledger.domain.vordering.opening import geopende_vorderingen
from services.ledger.projections.vaststellingen import Vaststellingsregel
from shared.handle import Command, handle
from shared.parameters import ParameterOnbekend
from shared.recht.vaststelling import Vaststelling
from shared.store import Transaction
from shared.web.api import Api
from shared.web.commands import Asked

Maakt = Callable[[date], Vaststellingsverzoek]


class Voorstelaanvraag(BaseModel):
    """`terugvorderen` only where something can be reclaimed (Bbz art. 12 lid 2 c)."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    terugvorderen: bool | None = None
    motivering: Motivering


class Vaststellingen(BaseModel):
    totaal: int
    vaststellingen: list[Vaststellingsregel]


class Vaststellingsweergave(BaseModel):
    """A case with its sum: `uitkomst` as decided, proposed, or as the figures give today; `anders` under every other open choice."""

    vaststelling_id: UUID
    stand: Stand
    dossier: Vaststellingsdossier
    uitkomst: Vaststelling | None = None
    anders: dict[str, Vaststelling] = {}
    vorderingen: dict[Vorderingsoort, UUID] = {}
    eerdere_vorderingen: list[dict[Vorderingsoort, UUID]] = []


def add(api: Api, inzage: Inzage) -> None:
    _reading(api, inzage)
    _deciding(api, inzage)


def weergave(
    inzage: Inzage, dossier: Vaststellingsdossier, dag: date | None
) -> Vaststellingsweergave:
    """The case, computed anew while it is open."""
    kern = dossier.kern
    besluit = dossier.besluit or dossier.voorstel
    uitkomst, anders = (besluit.uitkomst if besluit else None), {}
    if dossier.gegevens and dag:
        gegevens = dossier.gegevens.gegevens
        uitkomst = uitkomst or dossier.bereken(gegevens, dag, inzage.kader.parameters)
        anders = _anders(dossier, gegevens, dag, inzage)
    return Vaststellingsweergave(
        vaststelling_id=kern.vaststelling_id,
        stand=dossier.stand,
        dossier=dossier,
        uitkomst=uitkomst,
        anders=anders,
        vorderingen=_vorderingen(dossier),
        eerdere_vorderingen=[geopende_vorderingen(een) for een in dossier.eerdere],
    )


def vraag(inzage: Inzage, maak: Maakt, command: Command) -> Vaststellingsweergave:
    """Decides on the business day of the ledger; raises the Weigering."""

    def work(transaction: Transaction, op: date) -> Vaststellingsweergave:
        return weergave(
            inzage, vraag_vaststelling(transaction, inzage.kader, maak(op), command.cause(op)), op
        )

    return handle(inzage.store, command, work, Vaststellingsweergave)


def _anders(
    dossier: Vaststellingsdossier, gegevens: Jaargegevens, dag: date, inzage: Inzage
) -> dict[str, Vaststelling]:
    try:
        besluit = dossier.besluit or dossier.voorstel
        return dossier.anders(
            gegevens, dag, inzage.kader.parameters, besluit.terugvorderen if besluit else None
        )
    except ParameterOnbekend:
        return {}


def _vorderingen(dossier: Vaststellingsdossier) -> dict[Vorderingsoort, UUID]:
    return geopende_vorderingen(dossier.besluit) if dossier.besluit else {}


def _reading(api: Api, inzage: Inzage) -> None:
    @api.get(
        "/vaststellingen", summary="Boekjaren met levensonderhoud: open eerst, de oudste bovenaan"
    )
    def cases(
        stand: Stand | None = None,
        page: Annotated[int, Query(ge=1, le=100_000)] = 1,
        page_size: Annotated[int, Query(alias="pageSize", ge=1, le=500)] = 100,
    ) -> Vaststellingen:
        with inzage.store.cursor() as cursor:
            rijen, totaal = vaststellingen.lijst(cursor, stand, page_size, (page - 1) * page_size)
        return Vaststellingen(
            totaal=totaal, vaststellingen=[Vaststellingsregel(**rij) for rij in rijen]
        )

    @api.get(
        "/vaststellingen/{vaststelling_id}",
        summary="Eén boekjaar, met de berekening stap voor stap",
    )
    def case(vaststelling_id: UUID) -> Vaststellingsweergave:
        return weergave(inzage, zaak(inzage.store, vaststelling_id), inzage.werkdag())


def _deciding(api: Api, inzage: Inzage) -> None:
    @api.post(
        "/vaststellingen/{vaststelling_id}/jaargegevens",
        summary="Leg inkomen, norm en vermogen van het boekjaar vast",
    )
    def figures(
        vaststelling_id: UUID, gegevens: Jaargegevens, command: Asked
    ) -> Vaststellingsweergave:
        return vraag(
            inzage, maakt(LegJaargegevensVast, vaststelling_id, command, gegevens=gegevens), command
        )

    @api.post(
        "/vaststellingen/{vaststelling_id}/voorstellen",
        summary="Stel de uitkomst voor; een tweede persoon besluit",
    )
    def propose(
        vaststelling_id: UUID, aanvraag: Voorstelaanvraag, command: Asked
    ) -> Vaststellingsweergave:
        return vraag(inzage, stelt_voor(vaststelling_id, aanvraag, command), command)

    @api.post(
        "/vaststellingen/{vaststelling_id}/bekrachtigingen",
        summary="Besluit als tweede persoon, met mandaat",
    )
    def confirm(vaststelling_id: UUID, command: Asked) -> Vaststellingsweergave:
        return vraag(inzage, maakt(BekrachtigVaststelling, vaststelling_id, command), command)

    @api.post("/vaststellingen/{vaststelling_id}/verwerpingen", summary="Leg een voorstel terzijde")
    def reject(vaststelling_id: UUID, command: Asked) -> Vaststellingsweergave:
        return vraag(inzage, maakt(VerwerpVaststelling, vaststelling_id, command), command)


def stelt_voor(vaststelling_id: UUID, aanvraag: Voorstelaanvraag, command: Command) -> Maakt:
    return maakt(
        StelVaststellingVoor,
        vaststelling_id,
        command,
        voorstel_id=UUID(command.command_id),
        **dict(aanvraag),
    )


def maakt(
    soort: type[Vaststellingsverzoek], vaststelling_id: UUID, command: Command, **velden: Any
) -> Maakt:
    """The request, once the business day is known."""
    return lambda op: soort.model_validate(
        {"vaststelling_id": vaststelling_id, "op": op, "actor": command.actor, **velden}
    )
