"""The API for the definitieve vaststelling of levensonderhoud: open boekjaren, figures, a proposal, and the decision by a second person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
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
from services.ledger.domain.vaststelling.events import Bron, Inkomensbron, Jaargegevens, Normbron
from services.ledger.domain.vaststelling.state import Stand, Vaststellingsdossier
from services.ledger.domain.vier_ogen.motivering import Motivering
from services.ledger.domain.vordering.events import Vorderingsoort
from services.ledger.domain.vordering.opening import geopende_vorderingen
from services.ledger.entrypoints.api.dienst import Dienst
from services.ledger.projections.vaststellingen import Vaststellingsregel
from shared.begrippen import Groep, JaNee
from shared.handle import Command, handle
from shared.parameters import ParameterOnbekend
from shared.recht.jaarnorm import Huishouden
from shared.recht.vaststelling import Vaststelling
from shared.recht.vaststellingsvraag import Bijstandsmaand
from shared.transaction import Transaction
from shared.web.answers import Answer
from shared.web.commands import Asked
from shared.web.subjects import Subject

VASTSTELLINGEN = Subject(
    "Vaststellingen", "De definitieve vaststelling van levensonderhoud per boekjaar (Bbz art. 12)."
)
Maakt = Callable[[date], Vaststellingsverzoek]


class Voorstelaanvraag(BaseModel):
    """`terugvorderen` only where something can be reclaimed (Bbz art. 12 lid 2 c)."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    terugvorderen: JaNee | None = None
    motivering: Motivering


class Vaststellingen(BaseModel):
    totaal: int
    vaststellingen: list[Vaststellingsregel]


class Vaststellinggebeurtenis(Answer):
    """Whose case it is stands in every part of it."""

    dossier_id: UUID
    gemeente: str


class Openingweergave(Vaststellinggebeurtenis):
    """A boekjaar with provisional bijstand; its figures are due on `jaarstukken_tot` (Bbz art. 38 lid 2)."""

    vaststelling_id: UUID
    aanvraag_id: UUID
    groep: Groep
    huishouden: Huishouden
    boekjaar_begin: date
    maanden: tuple[Bijstandsmaand, ...]
    aanvraagdatum: date
    jaarstukken_tot: date
    geopend_op: date


class Aanvullingweergave(Vaststellinggebeurtenis):
    """Months of the same boekjaar that another application brought."""

    aanvraag_id: UUID
    maanden: tuple[Bijstandsmaand, ...]
    aangevuld_op: date


class Jaarcijfers(Answer):
    """The figures of a boekjaar with their sources, in cents; what was not asked is empty."""

    inkomensbron: Inkomensbron
    netto_inkomen_cent: int | None
    bruto_inkomen_cent: int | None
    correctie_procent: Decimal | None
    vereenvoudigd_bbz_cent: int
    jaarnorm_cent: int | None
    normbron: Normbron | None
    huishouden: Huishouden | None
    bijzondere_bijstand_cent: int
    eigen_vermogen_cent: int | None
    totaal_vermogen_cent: int | None
    vermogen_boven_grens_cent: int | None
    vermogensbron: Bron | None


class Gegevensweergave(Vaststellinggebeurtenis):
    gegevens: Jaarcijfers
    vastgelegd_door: str
    vastgelegd_op: date


class Voorstelweergave(Vaststellinggebeurtenis):
    """The outcome with its sum, as the first person proposed it."""

    voorstel_id: UUID
    terugvorderen: bool | None
    motivering: Motivering
    uitkomst: Vaststelling
    parameterset: str
    voorgesteld_door: str
    voorgesteld_op: date


class Herzieningweergave(Answer):
    """The decision that is revised, and what it asked back and paid extra."""

    nummer: int
    besloten_op: date
    terug_cent: int
    renteloze_lening_cent: int
    extra_cent: int


class Besluitweergave(Vaststellinggebeurtenis):
    """As the second person decided; with `herziet` only what differs from that decision is asked back or paid."""

    vaststelling_id: UUID
    aanvraag_id: UUID
    boekjaar_begin: date
    uitkomst: Vaststelling
    terugvorderen: bool | None
    motivering: Motivering
    grondslag: str
    parameterset: str
    voorgesteld_door: str
    besloten_door: str
    mandaat: str
    besloten_op: date
    herziet: Herzieningweergave | None


class GedaanVoorstel(Answer):
    """A proposal that was ever made."""

    voorstel_id: UUID
    terugvorderen: bool | None
    motivering: Motivering
    voorgesteld_door: str


class Dossierweergave(Answer):
    """What was said and decided about one boekjaar; `eerdere` are decisions from before the last of the `aanvullingen`."""

    opening: Openingweergave
    gegevens: Gegevensweergave | None
    voorstel: Voorstelweergave | None
    besluit: Besluitweergave | None
    gedaan: tuple[GedaanVoorstel, ...]
    aanvullingen: tuple[Aanvullingweergave, ...]
    eerdere: tuple[Besluitweergave, ...]


@dataclass(frozen=True)
class Vaststellingsbeeld:
    """A case with its sum: `uitkomst` as decided, proposed, or as the figures give today; `anders` under every other open choice."""

    vaststelling_id: UUID
    stand: Stand
    dossier: Vaststellingsdossier
    uitkomst: Vaststelling | None
    anders: dict[str, Vaststelling]
    vorderingen: dict[Vorderingsoort, UUID]
    eerdere_vorderingen: list[dict[Vorderingsoort, UUID]]


class Vaststellingsweergave(Answer):
    """A case with its sum: `uitkomst` as decided, proposed, or as the figures give today; `anders` under every other open choice."""

    vaststelling_id: UUID
    stand: Stand
    dossier: Dossierweergave
    uitkomst: Vaststelling | None
    anders: dict[str, Vaststelling]
    vorderingen: dict[Vorderingsoort, UUID]
    eerdere_vorderingen: list[dict[Vorderingsoort, UUID]]


def beeld(inzage: Inzage, dossier: Vaststellingsdossier, dag: date | None) -> Vaststellingsbeeld:
    """The case, computed anew while it is open."""
    kern = dossier.kern
    besluit = dossier.besluit or dossier.voorstel
    uitkomst, anders = (besluit.uitkomst if besluit else None), {}
    if dossier.gegevens and dag:
        gegevens = dossier.gegevens.gegevens
        uitkomst = uitkomst or dossier.bereken(gegevens, dag, inzage.kader.parameters)
        anders = _anders(dossier, gegevens, dag, inzage)
    return Vaststellingsbeeld(
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
        dossier = vraag_vaststelling(transaction, inzage.kader, maak(op), command.cause(op))
        return Vaststellingsweergave.of(beeld(inzage, dossier, op))

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


@VASTSTELLINGEN.get(
    "/vaststellingen",
    summary="Boekjaren met levensonderhoud: open eerst, de oudste bovenaan",
    description="`stand` kiest waarop een boekjaar wacht. `totaal` telt alle bladzijden.",
)
def toon_vaststellingen(
    inzage: Dienst,
    stand: Stand | None = None,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    page_size: Annotated[int, Query(alias="pageSize", ge=1, le=500)] = 100,
) -> Vaststellingen:
    with inzage.store.cursor() as cursor:
        rijen, totaal = vaststellingen.lijst(cursor, stand, page_size, (page - 1) * page_size)
    return Vaststellingen(
        totaal=totaal, vaststellingen=[Vaststellingsregel(**rij) for rij in rijen]
    )


@VASTSTELLINGEN.get(
    "/vaststellingen/{vaststelling_id}",
    summary="Eén boekjaar, met de berekening stap voor stap",
    description="`uitkomst` zoals besloten, voorgesteld, of zoals de gegevens vandaag geven; `anders` bij elke andere open keuze.",
)
def toon_vaststelling(vaststelling_id: UUID, inzage: Dienst) -> Vaststellingsweergave:
    return Vaststellingsweergave.of(
        beeld(inzage, zaak(inzage.store, vaststelling_id), inzage.werkdag())
    )


@VASTSTELLINGEN.post(
    "/vaststellingen/{vaststelling_id}/jaargegevens",
    summary="Leg inkomen, norm en vermogen van het boekjaar vast",
    description="Komt in de plaats van wat er stond; een voorstel dat wachtte, vervalt.",
)
def leg_jaargegevens_vast(
    vaststelling_id: UUID, gegevens: Jaargegevens, inzage: Dienst, command: Asked
) -> Vaststellingsweergave:
    return vraag(
        inzage, maakt(LegJaargegevensVast, vaststelling_id, command, gegevens=gegevens), command
    )


@VASTSTELLINGEN.post(
    "/vaststellingen/{vaststelling_id}/voorstellen",
    summary="Stel de uitkomst voor; een tweede persoon besluit",
    description="`terugvorderen` alleen waar iets teruggevorderd kan worden (Bbz art. 12 lid 2 c).",
)
def stel_vaststelling_voor(
    vaststelling_id: UUID, aanvraag: Voorstelaanvraag, inzage: Dienst, command: Asked
) -> Vaststellingsweergave:
    return vraag(inzage, stelt_voor(vaststelling_id, aanvraag, command), command)


@VASTSTELLINGEN.post(
    "/vaststellingen/{vaststelling_id}/bekrachtigingen",
    summary="Besluit als tweede persoon, met mandaat",
    description="Alleen iemand anders dan wie voorstelde. Wat terug moet, wordt een vordering.",
)
def bekrachtig_vaststelling(
    vaststelling_id: UUID, inzage: Dienst, command: Asked
) -> Vaststellingsweergave:
    return vraag(inzage, maakt(BekrachtigVaststelling, vaststelling_id, command), command)


@VASTSTELLINGEN.post(
    "/vaststellingen/{vaststelling_id}/verwerpingen",
    summary="Leg een voorstel terzijde",
    description="De vaststelling wacht daarna weer op een voorstel.",
)
def verwerp_vaststelling(
    vaststelling_id: UUID, inzage: Dienst, command: Asked
) -> Vaststellingsweergave:
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
