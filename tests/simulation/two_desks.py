"""Of the caseworker and the debt desk exactly one is told what comes next for a debtor, whatever was agreed and whatever happened."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from services.ledger.adapters.publish import publish
from services.ledger.domain.invordering.state import Traject
from services.ledger.projections.beurt import wie_doet
from services.routing.domain.beloften import Beloften
from services.routing.projections import bellers
from services.routing.projections.dossier import Dossier, evolve
from services.routing.projections.invorderingstaken import achterstand
from shared.contracts.organisatie import Gemeenten, Rol, WerkafspraakVastgesteld, Werkstap
from shared.facts import StoredFact
from shared.organisatie.staat import Organisatie, vouw_alles
from tests.steun.ledger.stad import KADER

BELOFTEN = Beloften(KADER.parameters)
GEMEENTEN: Gemeenten = ("GM9901", "GM9902", "GM9903")


def agreed(**wie: Rol) -> Organisatie:
    """An organisation in which these roles do these steps, from the first day on."""
    stappen: tuple[Werkstap, ...] = ("debiteurenbeheer", "invordering")
    return vouw_alles(
        WerkafspraakVastgesteld(
            afspraak_id=stap,
            stap=stap,
            rol=wie[stap],
            niveau="regio",
            gemeenten=GEMEENTEN,
            van=date(2020, 1, 1),
        )
        for stap in stappen
        if stap in wie
    )


ORGANISATIES = (
    Organisatie(),
    agreed(debiteurenbeheer="debiteuren", invordering="debiteuren"),
    agreed(debiteurenbeheer="consulent", invordering="consulent"),
    agreed(debiteurenbeheer="consulent", invordering="debiteuren"),
    agreed(debiteurenbeheer="debiteuren", invordering="consulent"),
)


def told_twice(
    facts: Sequence[StoredFact], ladders: Sequence[Traject], day: date
) -> Iterator[object]:
    """Every debt of which both desks, or neither of them, are told to do what comes next; a call or any later step."""
    heard = _as_routing_hears_it(facts)
    yield from _heard_otherwise(heard, ladders)
    for organisatie in ORGANISATIES:
        for ladder in ladders:
            if ladder.volgende is None or ladder.volgende.wie != "debiteurenbeheer":
                continue
            stap = ladder.volgende.stap
            wie = wie_doet(organisatie, stap, ladder.volgende.wie, ladder.gemeente, day)
            debt_desk = wie == "debiteurenbeheer"
            caseworker = _caseworker_is_told(heard.get(ladder.schuld_id), organisatie, day)
            if debt_desk + caseworker != 1:
                yield ladder.schuld_id, stap, debt_desk, caseworker


def _heard_otherwise(heard: Mapping[UUID, Dossier], ladders: Sequence[Traject]) -> Iterator[object]:
    """Every ladder whose next step, or its day, is another one for who only hears the ledger."""
    for ladder in ladders:
        (loan,) = heard[ladder.schuld_id].leningen
        comes = ladder.volgende and (ladder.volgende.stap, ladder.volgende.op)
        told = loan.stap and (loan.stap, loan.stap_op)
        if told != comes:
            yield ladder.schuld_id, told, comes


def _as_routing_hears_it(facts: Sequence[StoredFact]) -> dict[UUID, Dossier]:
    """The dossier of each debt with this debt alone, from what the ledger told."""
    heard: dict[UUID, Dossier] = {}
    for stored in facts:
        event = publish(stored)
        names = ("lening_id", "vordering_id", "schuld_id")
        debt = next((getattr(event, name) for name in names if hasattr(event, name)), None)
        if event is not None and isinstance(debt, UUID):
            before = heard.get(debt) or Dossier(gemeente=getattr(event, "gemeente", ""))
            heard[debt] = evolve(before, event)
    return heard


def _caseworker_is_told(dossier: Dossier | None, organisatie: Organisatie, day: date) -> bool:
    if dossier is None:
        return False
    now = dossier.na(**bellers.van(organisatie, dossier.gemeente, day)._asdict())
    tasks = list(achterstand(now, BELOFTEN))
    assert len(tasks) <= 1
    return any(task.wacht_op in ("ons", "ondernemer") for task in tasks)
