"""One realistic example of every fact and request, shared by every test: a loan of € 30.000,00 that misses a term."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from services.ledger.domain.invordering.state import Traject
from services.ledger.domain.lening.commands import (
    BekrachtigVoorstel,
    BoekBetaling,
    DoeVoorstel,
    Leningverzoek,
    NeemBesluit,
    OpenLening,
    SluitDag,
    VerwerpVoorstel,
)
from services.ledger.domain.lening.decide import decide
from services.ledger.domain.lening.dossier import Leningdossier
from services.ledger.domain.lening.state import Lening, evolve
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.vier_ogen.motivering import Motivering
from shared.begrippen import Feit, Verzoek
from shared.parameters import Parameterset
from shared.recht.cohort import Cohort
from shared.recht.mandaat import Mandaatregister

LENING = UUID("5b1f0b1e-7f0a-4a8e-9d8e-1c2d3e4f5a6b")
DOSSIER = UUID("0d9c3a52-5a35-4c12-8f4e-2f0d8b1f7c11")
AANVRAAG = UUID("7e6a2d84-98a1-4f57-b0de-4f6f0f2a9e21")
BETALING = UUID("c2a7c2f0-55a1-4f1e-8d60-8a1be1d0a3f7")


def open_lening(**anders: Any) -> OpenLening:
    """W-04 (rekenregels 4): € 30.000,00, linear, 8 %, 60 months, paid out on 10 January 2026."""
    gegevens: dict[str, Any] = {
        "lening_id": LENING,
        "dossier_id": DOSSIER,
        "aanvraag_id": AANVRAAG,
        "gemeente": "GM9901",
        "regeling": "bbz",
        "cohort": Cohort.BBZ_VANAF_2020,
        "product": "bedrijfskapitaal_rentedragend",
        "hoofdsom_cent": 3_000_000,
        "jaarrente_procent": Decimal(8),
        "methode": "lineair",
        "termijnen": 60,
        "dagtelling": "maand",
        "uitbetaald_op": date(2026, 1, 10),
        "rente_vanaf": date(2026, 2, 1),
        "eerste_vervaldag": date(2026, 2, 28),
        "aanvraagdatum": date(2025, 11, 20),
        "besluitdatum": date(2026, 1, 8),
        "parameterset": "0123456789abcdef",
        "op": date(2026, 1, 8),
    }
    return OpenLening(**(gegevens | anders))


def sluit_dag(
    dag: date = date(2026, 2, 28), tot: date | None = None, lening_id: UUID = LENING
) -> SluitDag:
    return SluitDag(lening_id=lening_id, dag=dag, afschriften_tot=tot)


def boek_betaling(
    cent: int = 70_000,
    op: date = date(2026, 2, 28),
    lening_id: UUID = LENING,
    betaling_id: UUID = BETALING,
) -> BoekBetaling:
    return BoekBetaling(
        lening_id=lening_id, betaling_id=betaling_id, bedrag_cent=cent, valutadatum=op, op=op
    )


def besluit(
    gegevens: g.Gegevens,
    op: date = date(2026, 4, 10),
    motivering: Motivering = "verzoek_debiteur",
    **anders: Any,
) -> NeemBesluit:
    velden: dict[str, Any] = {
        "lening_id": LENING,
        "besluit_id": uuid5(LENING, gegevens.model_dump_json()),
        "gegevens": gegevens,
        "motivering": motivering,
        "valutadatum": op,
        "op": op,
        "actor": "debiteuren-1",
    }
    return NeemBesluit(**(velden | anders))


def voorstel(gegevens: g.Gegevens, op: date = date(2026, 4, 10), **anders: Any) -> DoeVoorstel:
    return DoeVoorstel(**dict(besluit(gegevens, op, **anders)))


def bekrachtig(gedaan: NeemBesluit, actor: str = "teamleider-1") -> BekrachtigVoorstel:
    return BekrachtigVoorstel(
        lening_id=gedaan.lening_id, besluit_id=gedaan.besluit_id, op=gedaan.op, actor=actor
    )


UITSTEL = g.Uitstel(van=date(2026, 4, 1), maanden=6)
KWIJTSCHELDING = g.Kwijtschelding(
    bedrag_cent=10_000, deel="rente", grondslag="Beleidsregel kwijtschelding art. 2"
)
VERZOEKEN: tuple[Verzoek, ...] = (
    open_lening(),
    sluit_dag(),
    boek_betaling(),
    besluit(UITSTEL),
    voorstel(KWIJTSCHELDING),
    bekrachtig(besluit(KWIJTSCHELDING)),
    VerwerpVoorstel(
        lening_id=LENING, besluit_id=BETALING, op=date(2026, 4, 10), actor="debiteuren-1"
    ),
)


def feiten() -> list[Feit]:
    """The facts of a loan that misses its first term, catches up, and pays all that is left."""
    return verhaal(
        open_lening(),
        sluit_dag(),
        sluit_dag(date(2026, 3, 2), date(2026, 3, 1)),
        boek_betaling(70_000, date(2026, 3, 5)),
        boek_betaling(2_970_000, date(2026, 3, 6), betaling_id=uuid5(BETALING, "laatste")),
        sluit_dag(date(2026, 3, 31)),
    )


def verhaal(*verzoeken: Leningverzoek, dossier: Leningdossier | None = None) -> list[Feit]:
    """The facts of one loan to which all this happens in order."""
    lening, gebeurd = Lening(), list[Feit]()
    leeg = dossier or Leningdossier(Parameterset(()), Mandaatregister())
    for verzoek in verzoeken:
        alles = replace(leeg, leven=tuple(gebeurd), gestuit=(), ladder=Traject())
        for feit in decide(lening, verzoek, alles):
            lening = evolve(lening, feit)
            gebeurd.append(feit)
    return gebeurd
