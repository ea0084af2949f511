"""What the log keeps of a loan: what happened, once, and small. What rules make of it goes beside the log (ADR 20)."""

from calendar import monthrange
from datetime import date
from statistics import mean

import pytest

from services.ledger import examples
from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.lening.events import AflossingGeboekt, RenteGeboekt, TermijnVervallen
from services.ledger.domain.lening.herrekening import gerekend
from services.ledger.domain.lening.rekenstand import wat_anderen_weten
from services.ledger.domain.lening.state import Lening, evolve
from services.ledger.domain.lening.toelichting import uitleg_van
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop.mutaties import Grond
from shared.envelope import closed
from tests.steun.ledger.boek import Papier, dossier
from tests.steun.ledger.verhalen import elk_besluit, samen

VERHALEN = [feit for feit in (*examples.feiten(), *elk_besluit()) if isinstance(feit, Mutatie)]
CAUSE = {"command_id": "8517df53-13fd-5511-a725-e65c9bb6b495", "actor": "ledger"}


def een_jaar() -> Papier:
    """Paid every month on its day, and missed in summer."""
    papier = Papier()
    for maand in range(2, 13):
        vervaldag = date(2026, maand, monthrange(2026, maand)[1])
        papier.dagen(date(2026, maand, 1), vervaldag)
        if maand not in (6, 7):
            papier.betaal(70_000, vervaldag)
    return papier


def gelezen(feit: Mutatie) -> Mutatie:
    return type(feit).model_validate_json(feit.stored())


@pytest.mark.parametrize("feit", VERHALEN, ids=lambda feit: type(feit).__name__)
def test_een_feit_komt_terug_zoals_het_was_zonder_wat_ernaast_ligt(feit: Mutatie) -> None:
    terug = gelezen(feit)
    assert terug == feit.na(stand=None, punt=None)
    assert uitleg_van(terug) == uitleg_van(feit)


def test_een_gewoon_feit_is_klein() -> None:
    """With its envelope, over the facts of months in which a debtor pays."""
    gewoon = [
        len(closed(type(feit).__name__, {**CAUSE, "at": "2026-02-28"}, feit.stored()))
        for feit in een_jaar().feiten
        if isinstance(feit, (RenteGeboekt, TermijnVervallen, AflossingGeboekt))
        and not (feit.verandering or feit.saldi.achterstand_cent)
    ]
    assert len(gewoon) > 10
    assert mean(gewoon) <= 500


def test_uit_het_log_en_de_regels_volgt_de_hele_stand() -> None:
    """Folded from the facts as they are stored, and computed: the same loan as the one that grew day by day."""
    papier, lening = een_jaar(), Lening()
    for feit in papier.feiten:
        lening = evolve(lening, gelezen(feit))
    assert (lening.stand, lening.punt) == (None, None)
    assert gerekend(lening, dossier([gelezen(feit) for feit in papier.feiten])) == papier.lening


def test_wat_ineens_gevraagd_werd_blijft_gevraagd_hoe_er_ook_gerekend_wordt() -> None:
    """A receipt of the same day lowers what is open, not what was asked; also when the loan is computed from its first day."""
    papier = Papier()
    papier.dagen(date(2026, 2, 1), date(2026, 3, 1))
    samen(papier, g.Opeising(grond=Grond.NIET_BETAALD), date(2026, 3, 1))
    (gevraagd,) = [een for een in papier.lening.open_termijnen if not een.nr]
    papier.betaal(150_000, date(2026, 3, 1))
    for lening in (papier.lening, gerekend(papier.lening, papier.dossier)):
        (een,) = [een for een in lening.open_termijnen if not een.nr]
        assert een.termijnbedrag_cent == gevraagd.termijnbedrag_cent
        assert een.open_cent < gevraagd.open_cent


def test_wat_anderen_moeten_horen_staat_alleen_waar_het_verandert() -> None:
    """Following the facts somebody else knows what the loan knows; in quiet months there is nothing to tell."""
    papier = Papier()
    bekend = wat_anderen_weten(papier.lening.stand)  # type: ignore[arg-type]
    verteld = 0
    for maand in range(2, 13):
        feiten = []
        for dag in range(1, 29):
            feiten += papier.dag(date(2026, maand, dag), date(2026, maand, max(1, dag - 1)))
        if maand not in (6, 7):
            feiten += papier.betaal(70_000, date(2026, maand, 28))
        for feit in feiten:
            if feit.verandering:
                bekend, verteld = feit.verandering, verteld + 1
        assert bekend == wat_anderen_weten(papier.lening.stand)  # type: ignore[arg-type]
        if maand == 5:
            assert verteld == 0
    assert verteld
