"""Papers at intake and the term at bbz, as their events link them: it stands still exactly while something is asked and time is left."""

from datetime import date, timedelta
from functools import reduce
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.bbz import policies
from services.bbz.domain.commands import ControleerBeslistermijn
from services.bbz.domain.decide import decide as decide_bbz
from services.bbz.domain.state import Aanvraag
from services.bbz.domain.state import evolve as evolve_bbz
from services.bbz.examples import OPENEN
from services.intake.adapters.publish import publish
from services.intake.domain.stukken.commands import (
    LaatUitvraagVervallen,
    RegistreerOntvangst,
    VraagStukken,
    WijsStukAf,
)
from services.intake.domain.stukken.decide import decide as decide_intake
from services.intake.domain.stukken.state import Stukken
from services.intake.domain.stukken.state import evolve as evolve_intake
from services.intake.domain.weigeringen import Weigering
from services.notify import examples as brieven
from services.notify.policies import verzoeken as briefverzoeken
from tests.bbz.gegeven import KADER
from tests.facts import stored

BEGIN = OPENEN.aanvraagdatum
VAN: dict[str, Any] = {"dossier_id": OPENEN.dossier_id, "gemeente": OPENEN.gemeente}
LOPENDE = frozenset({OPENEN.aanvraag_id})
STAP = st.tuples(
    st.sampled_from(["vraag", "ontvang", "wijs_af", "niet_nodig", "niets"]),
    st.integers(0, 3),
    st.integers(0, 9),
)


def verzoek_van(wat: str, welk: int, dagen: int, op: date) -> Any:
    match wat:
        case "vraag":
            return VraagStukken(
                **VAN,
                uitvraag_id=UUID(int=100 + welk),
                soorten=("jaarcijfers",),
                aanvraag_id=OPENEN.aanvraag_id,
                hersteltermijn_tot=op + timedelta(days=dagen + 1),
                lopende=LOPENDE,
                op=op,
            )
        case "ontvang":
            return RegistreerOntvangst(
                **VAN,
                stuk_id=UUID(int=200 + 10 * welk + dagen),
                soort="jaarcijfers",
                bron="loket",
                bestandssoort="pdf",
                bytes=1,
                kenmerk=f"{welk}-{dagen}",
                op=op,
            )
        case "wijs_af":
            return WijsStukAf(
                **VAN,
                stuk_id=UUID(int=200 + 10 * welk + dagen),
                reden="verouderd",
                uitvraag_id=UUID(int=300 + 10 * welk + dagen),
                hersteltermijn_tot=op + timedelta(days=5),
                lopende=LOPENDE,
                op=op,
            )
    return LaatUitvraagVervallen(**VAN, uitvraag_id=UUID(int=100 + welk), op=op)


@given(st.lists(st.tuples(st.integers(0, 4), STAP), max_size=20))
def test_de_termijn_staat_stil_precies_zolang_er_gevraagd_is_en_er_tijd_is(
    stappen: list[tuple[int, tuple[str, int, int]]],
) -> None:
    intake, bbz = Stukken(), Aanvraag()
    bbz = reduce(evolve_bbz, decide_bbz(bbz, OPENEN, KADER), bbz)
    op = BEGIN
    for dagen, (wat, welk, hoeveel) in stappen:
        for _ in range(dagen):
            op += timedelta(days=1)
            dag = ControleerBeslistermijn(aanvraag_id=OPENEN.aanvraag_id, op=op)
            bbz = reduce(evolve_bbz, decide_bbz(bbz, dag, KADER), bbz)
        feiten: list[Any] = []
        if wat != "niets":
            try:
                feiten = list(decide_intake(intake, verzoek_van(wat, welk, hoeveel, op)))
            except Weigering:
                feiten = []
        intake = reduce(evolve_intake, feiten, intake)
        for feit in feiten:
            event = publish(stored(feit, OPENEN.dossier_id, op))
            assert event is not None
            for verzoek in policies.verzoeken(event):
                bbz = reduce(evolve_bbz, decide_bbz(bbz, verzoek, KADER), bbz)
            if type(feit).__name__ == "StukkenGevraagd":
                (brief,) = briefverzoeken(event, brieven.AANLEIDING)
                assert brief.gegevens.schort_op == (bbz.aanvulling is not None), (
                    "the letter says of the term what is true"
                )
        loopt = [een.vraag for een in intake.uitvragen if een.loopt(op)]
        assert (bbz.aanvulling is not None) == bool(loopt)
        if bbz.aanvulling:
            assert [vraag.uitvraag_id for vraag in loopt] == [bbz.aanvulling.uitvraag_id]
            assert loopt[0].hersteltermijn_tot == bbz.aanvulling.hersteltermijn_tot
        laatste = intake.uitvragen[-1] if intake.uitvragen else None
        is_te_laat = laatste is not None and laatste.is_te_laat(op)
        assert (bbz.uitgebleven is not None) == is_te_laat, "only then it can be left unhandled"
