"""The list of applications after each fact, on a real database."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from services.bbz.adapters import termijnbewaking
from services.bbz.domain.events import (
    Aanvraagfeit,
    AanvraagIngetrokken,
    AanvullingGevraagd,
    AanvullingVerwerkt,
    BeslistermijnVerlengd,
    BeslistermijnVerstreken,
    GroepGewijzigd,
    IntrekkingGehoord,
    LeningBevestigd,
)
from services.bbz.examples import (
    AANVRAAG,
    AFWIJZING,
    BEOORDELING,
    DOSSIER,
    FEITEN,
    GEOPEND,
    KREDIET,
    LENING,
    TERMIJN,
    WEIGERING,
)
from services.bbz.projections.aanvragen import Aanvraagregel, Vraag, aantallen, lijst, save
from shared.store import Store
from tests.bbz.gegeven import gegeven


def voorbeeld(kind: type[Aanvraagfeit]) -> Aanvraagfeit:
    return next(feit for feit in FEITEN if type(feit) is kind)


def op_de_lijst(store: Store, feiten: Sequence[Aanvraagfeit]) -> list[Aanvraagregel]:
    with store.cursor() as cursor:
        for aantal in range(1, len(feiten) + 1):
            save(cursor, AANVRAAG, gegeven(feiten[:aantal]))
        return lijst(cursor, Vraag())[0]


BEGIN: dict[str, Any] = {
    "aanvraag_id": AANVRAAG,
    "dossier_id": DOSSIER,
    "gemeente": "GM9901",
    "groep": "gevestigd",
    "soort": "bedrijfskapitaal",
    "status": "open",
    "loopt": True,
    "aanvraagdatum": date(2025, 9, 1),
    "beslistermijn_tot": TERMIJN,
    "is_opgeschort": False,
    "beoordelaar": None,
    "bedrag_cent": None,
    "lening_id": None,
    "is_lening_bevestigd": False,
}
BEOORDEELD = {"status": "beoordeeld", "beoordelaar": "consulent-1", "bedrag_cent": 24_000_00}
VERSTREKT = BEOORDEELD | {"status": "verstrekt", "loopt": False, "lening_id": LENING}


@pytest.mark.parametrize(
    ("feiten", "anders"),
    [
        ([GEOPEND], {}),
        ([GEOPEND, voorbeeld(GroepGewijzigd)], {"groep": "starter"}),
        ([GEOPEND, BEOORDELING], BEOORDEELD),
        ([GEOPEND, BEOORDELING, WEIGERING], BEOORDEELD),
        ([GEOPEND, BEOORDELING, KREDIET], VERSTREKT),
        (
            [GEOPEND, BEOORDELING, KREDIET, voorbeeld(LeningBevestigd)],
            VERSTREKT | {"is_lening_bevestigd": True},
        ),
        ([GEOPEND, BEOORDELING, AFWIJZING], BEOORDEELD | {"status": "afgewezen", "loopt": False}),
        ([GEOPEND, voorbeeld(AanvraagIngetrokken)], {"status": "ingetrokken", "loopt": False}),
        ([GEOPEND, voorbeeld(BeslistermijnVerlengd)], {"beslistermijn_tot": date(2026, 3, 2)}),
        ([GEOPEND, voorbeeld(AanvullingGevraagd)], {"is_opgeschort": True}),
        (
            [GEOPEND, voorbeeld(AanvullingGevraagd), voorbeeld(AanvullingVerwerkt)],
            {"beslistermijn_tot": date(2025, 12, 7)},
        ),
        ([GEOPEND, voorbeeld(BeslistermijnVerstreken)], {}),
    ],
    ids=lambda waarde: type(waarde[-1]).__name__ if isinstance(waarde, list) else "",
)
def test_elk_feit_staat_zo_op_de_lijst(
    store: Store, feiten: list[Aanvraagfeit], anders: dict[str, Any]
) -> None:
    assert [dict(rij) for rij in op_de_lijst(store, feiten)] == [BEGIN | anders]


def test_een_aanvraag_die_nooit_is_geopend_staat_niet_op_de_lijst(store: Store) -> None:
    assert op_de_lijst(store, [voorbeeld(IntrekkingGehoord)]) == []


def test_lopende_aanvragen_eerst_en_de_oudste_termijn_bovenaan(store: Store) -> None:
    with store.cursor() as cursor:
        for dagen in (5, 1, 3):
            later = GEOPEND.model_copy(
                update={
                    "beslistermijn_tot": TERMIJN + timedelta(days=dagen),
                    "gemeente": f"GM{dagen:04d}",
                }
            )
            save(cursor, uuid4(), gegeven([later]))
        save(cursor, AANVRAAG, gegeven([GEOPEND, BEOORDELING, KREDIET]))
        rijen, totaal = lijst(cursor, Vraag())
        assert [(rij.beslistermijn_tot - TERMIJN).days for rij in rijen] == [1, 3, 5, 0]
        assert totaal == 4
        assert [rij.gemeente for rij in lijst(cursor, Vraag(descending=True))[0]][:3] == [
            "GM0005",
            "GM0003",
            "GM0001",
        ]
        assert [rij.status for rij in lijst(cursor, Vraag(status="verstrekt"))[0]] == ["verstrekt"]
        assert lijst(cursor, Vraag(gemeente="GM0003"))[1] == 1
        tweede, totaal = lijst(cursor, Vraag(limit=2, offset=2))
        assert ([rij.status for rij in tweede], totaal) == (["open", "verstrekt"], 4)
        assert aantallen(cursor, "status") == {"open": 3, "verstrekt": 1}


def test_een_dag_vindt_alleen_wat_verloopt(store: Store) -> None:
    eerste, tweede, derde = uuid4(), uuid4(), uuid4()
    with store.cursor() as cursor:
        for nummer, aanvraag in enumerate((eerste, tweede, derde)):
            termijnbewaking.keep(cursor, aanvraag, date(2025, 12, 1 + nummer))
        termijnbewaking.keep(cursor, eerste, date(2025, 12, 9))
        termijnbewaking.keep(cursor, derde, None)
        assert termijnbewaking.lapsed(cursor, date(2025, 12, 2)) == []
        assert termijnbewaking.lapsed(cursor, date(2025, 12, 3)) == [tweede]
        assert termijnbewaking.lapsed(cursor, date(2025, 12, 10)) == [tweede, eerste]
