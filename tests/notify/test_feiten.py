"""Every fact and request has an example, survives storage, and is published or kept private on purpose."""

from pydantic import BaseModel

from services.notify import examples
from services.notify.adapters.publish import publish
from services.notify.domain import commands
from services.notify.domain.events import FEITEN
from shared.begrippen import Verzoek
from shared.contracts import notify as contract
from tests.facts import stored

BERICHT = examples.VERZOEKEN[3].bericht_id  # type: ignore[attr-defined]


def test_every_fact_and_every_request_has_an_example() -> None:
    assert {type(feit) for feit in examples.FEITEN} == set(FEITEN.values())
    requests = {
        kind
        for kind in vars(commands).values()
        if isinstance(kind, type) and issubclass(kind, Verzoek)
    }
    assert {type(verzoek) for verzoek in examples.VERZOEKEN} == requests - {
        Verzoek,
        commands.Berichtverzoek,
    }


def test_every_fact_comes_back_from_storage_as_it_was() -> None:
    for feit in examples.FEITEN:
        kind: type[BaseModel] = FEITEN[type(feit).__name__]
        assert kind.model_validate_json(feit.model_dump_json()) == feit


def test_the_world_hears_what_was_sent_or_failed_and_nothing_else() -> None:
    said = {
        type(feit).__name__: publish(stored(feit, BERICHT, examples.DAG))
        for feit in examples.FEITEN
    }
    assert {name for name, event in said.items() if event} == {
        "BerichtVerstuurd",
        "BezorgingMislukt",
    }
    assert said["BerichtVerstuurd"] == contract.BerichtVerstuurd(
        dossier_id=examples.DOSSIER,
        bericht_id=BERICHT,
        lening_id=examples.LENING,
        soort="herinnering",
        kanaal="post",
        aanleiding=examples.GEBEURTENIS,
        verstuurd_op=examples.DAG,
    )
    failed = said["BezorgingMislukt"]
    assert isinstance(failed, contract.BezorgingMislukt)
    assert (failed.bericht_id, failed.reden) == (BERICHT, "opmaak_mislukt")
