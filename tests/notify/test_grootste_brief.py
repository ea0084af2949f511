"""The largest person whom a door accepts: each letter is set, with every word on the paper and the address behind the window."""

import re
from itertools import dropwhile, takewhile

import pytest

from services.intake.entrypoints.forms import NieuweAanmelding
from services.notify import examples
from services.notify.adapters.opmaak import Opmaker
from services.notify.domain.brief import Brief, Geadresseerde
from services.notify.domain.briefkeuze import brief_over
from services.notify.domain.gegevens import Gegevens
from shared.parameter_files import load_parameters
from shared.velden import REGEL_MAX
from tests.intake.test_api import GOOD
from tests.notify.papier import Stukje, lees
from tests.notify.test_brieven import ALLE, BERICHT, DOORSTAD

CM = 72 / 2.54
LINKS, RECHTS, ONDER, KOLOM = 2.5 * CM, (21 - 2.3) * CM, 2.1 * CM, 9.8 * CM
VENSTER = 4.5 * CM
# As wide as letters come, with accents, without a place to break, and with signs that a PDF writes in another way.
NAMEN = {
    "W": "W" * REGEL_MAX,
    "Ǽ": "Ǽ" * REGEL_MAX,
    "streep": "W" + "—" * (REGEL_MAX - 1),
    "woorden": "Wijnand-Ŵouter " * (REGEL_MAX // 15 - 1) + "\\Ẅ(Ǿ)[]<>",
    "ligaturen": "ffiflffijfft" * (REGEL_MAX // 12),
}


def grootste(naam: str) -> Geadresseerde:
    """Accepted by the request's own model."""
    wijd = dict.fromkeys(("naam", "handelsnaam", "straat", "plaats"), naam) | {
        "huisnummer": "t/o 99999-WWWW-WWWW"
    }
    persoon = NieuweAanmelding.model_validate({**GOOD, **wijd})
    return Geadresseerde(**{veld: getattr(persoon, veld) for veld in Geadresseerde.model_fields})


def kaal(tekst: str) -> str:
    return re.sub(r"[\s\u200b\u00a0]", "", tekst)


def alle_woorden(brief: Brief) -> list[str]:
    regels = [*brief.geadresseerde.regels, brief.betreft, brief.aanhef]
    for deel in brief.delen:
        regels += [
            deel.kop,
            *deel.alineas,
            *deel.slot,
            *(woord for regel in deel.overzicht for woord in (regel.omschrijving, regel.waarde)),
        ]
    return regels


def adres(stukjes: list[Stukje]) -> list[Stukje]:
    """What comes after the mark of the city, which stands further in, and before the column of the sender."""
    zonder_merk = dropwhile(lambda stukje: stukje.x > LINKS + 1, stukjes)
    return list(takewhile(lambda stukje: stukje.x < LINKS + KOLOM, zonder_merk))


@pytest.mark.parametrize("naam", NAMEN.values(), ids=NAMEN.keys())
@pytest.mark.parametrize("gegevens", ALLE, ids=lambda gegevens: gegevens.soort)
def test_de_grootste_persoon_past_op_het_papier_en_achter_het_venster(
    gegevens: Gegevens, naam: str
) -> None:
    brief = brief_over(
        gegevens,
        BERICHT,
        afzender=DOORSTAD,
        geadresseerde=grootste(naam),
        datum=examples.DAG,
        parameters=load_parameters(),
    )
    stukjes = lees(Opmaker().make(brief).pdf)
    gedrukt = kaal("".join(stukje.tekst for stukje in stukjes if stukje.y > ONDER))
    for regel in alle_woorden(brief):
        assert kaal(regel) in gedrukt, regel[:60]
    for stukje in stukjes:
        assert stukje.x >= LINKS - 1, stukje
        assert stukje.x + stukje.breedte <= RECHTS + 1, stukje
        assert stukje.y > 1 * CM, stukje
    achter_het_venster = adres(stukjes)
    assert kaal("".join(brief.geadresseerde.regels)) == kaal(
        "".join(stukje.tekst for stukje in achter_het_venster)
    )
    assert max(stukje.x + stukje.breedte for stukje in achter_het_venster) <= LINKS + KOLOM + 1
    assert (
        max(stukje.y for stukje in achter_het_venster)
        - min(stukje.y for stukje in achter_het_venster)
        <= VENSTER
    )
