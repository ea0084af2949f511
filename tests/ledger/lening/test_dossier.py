"""A decision says which facts it needs, gets them, and reads nothing: most days need none."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from services.ledger import examples
from services.ledger.domain.lening.commands import Leningverzoek
from services.ledger.domain.lening.decide import decide
from services.ledger.domain.lening.dossier import Dossierdeel, Feitenvraag, Leningdossier
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.vier_ogen.weigeringen import Weigering
from shared.begrippen import Feit
from tests.steun.ledger.boek import MANDATEN, PARAMETERS, Papier

VERVAL = date(2026, 2, 28)
DAG = timedelta(days=1)


def tot_de_vervaldag() -> Papier:
    papier = Papier()
    papier.dagen(examples.open_lening().op + DAG, VERVAL)
    return papier


def uitkomst(papier: Papier, verzoek: Leningverzoek, dossier: Leningdossier) -> list[Feit] | str:
    """What is decided, or the refusal."""
    try:
        return decide(papier.lening, verzoek, dossier)
    except Weigering as weigering:
        return str(weigering)


def met_wat_gevraagd_is(
    papier: Papier, verzoek: Leningverzoek
) -> tuple[list[Feit] | str, list[Dossierdeel]]:
    """The same when nothing is handed over but what was asked for, and what that was."""
    delen, alles = list[Dossierdeel](), papier.dossier
    while len(delen) < 4:
        dossier = Leningdossier(
            PARAMETERS,
            MANDATEN,
            alles.leven if "feiten" in delen else None,
            alles.gestuit if "stuitingen" in delen else None,
            alles.ladder if "traject" in delen else None,
        )
        try:
            return uitkomst(papier, verzoek, dossier), delen
        except Feitenvraag as vraag:
            delen.append(vraag.deel)
    return "what was handed over is asked for again", delen


VERJAARD = examples.voorstel(g.AchterstandKwijt(grondslag="Awb 4:104"), VERVAL + DAG)
BETALING = examples.boek_betaling(50_000, VERVAL, betaling_id=UUID(int=9))


@pytest.mark.parametrize(
    ("verzoek", "delen"),
    [
        (examples.sluit_dag(VERVAL + DAG, VERVAL), []),
        (examples.sluit_dag(VERVAL + 2 * DAG, VERVAL + DAG), ["traject"]),
        (BETALING, []),
        (BETALING.na(valutadatum=VERVAL - 20 * DAG, op=VERVAL + DAG), ["feiten"]),
        (examples.besluit(g.Uitstel(van=VERVAL + DAG, maanden=3), VERVAL + DAG), ["feiten"]),
        (VERJAARD, ["feiten", "stuitingen"]),
    ],
    ids=["stille dag", "gemist", "ontvangst", "ontvangst van eerder", "besluit", "verjaring"],
)
def test_een_besluit_vraagt_alleen_wat_het_nodig_heeft(
    verzoek: Leningverzoek, delen: list[Dossierdeel]
) -> None:
    papier = tot_de_vervaldag()
    met_alles = uitkomst(papier, verzoek, papier.dossier)
    assert met_wat_gevraagd_is(papier, verzoek) == (met_alles, delen)
