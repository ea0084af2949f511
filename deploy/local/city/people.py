"""The 400 entrepreneurs of the demo city: the same ones from the same seed, and nobody who exists.

BSNs are from the range that the government keeps for tests (99999xxxx), bank accounts are of a bank that does not exist,
KvK numbers start with a digit that was never given out.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from faker import Faker
from stdnum import iban
from stdnum.nl import bsn

from deploy.local.city import FIRST_DAY, GEMEENTEN, LAST_DAY

SEED = 20250901
NUMBER = 400
TRADES = (
    "Bakkerij",
    "Kapsalon",
    "Fietsenmaker",
    "Schildersbedrijf",
    "Rijschool",
    "Bloemenhuis",
    "Timmerwerk",
    "Koffiebar",
    "Taxibedrijf",
    "Tuinaanleg",
    "Fotostudio",
    "Naaiatelier",
    "Stukadoor",
    "Eethuis",
    "Computerhulp",
    "Yogastudio",
    "Dierenpension",
    "Marktkraam",
)
WORDS = (
    "Linde",
    "De Brug",
    "Morgenster",
    "Oostwal",
    "Het Anker",
    "Zonzijde",
    "De Steiger",
    "Wilgenhof",
    "Sluiskade",
    "Noorderlicht",
    "De Ploeg",
    "Zilvermeeuw",
    "Havenzicht",
    "Lentehof",
    "De Molen",
    "Rietkraag",
    "Vuurtoren",
    "Kompas",
    "Bergplaats",
    "Tramhalte",
)
_GROEPEN = (
    ("gevestigd", 56),
    ("starter", 20),
    ("beeindigend", 9),
    ("marginaal", 6),
    ("binnenvaart", 5),
    ("ouder", 4),
)
_KANALEN = (("web", 40), ("telefoon", 30), ("netwerk", 12), ("doorverwijzing", 12), ("balie", 6))
_VRAGEN: dict[str, tuple[tuple[tuple[str, ...], int], ...]] = {
    "gevestigd": (
        (("bedrijfskapitaal",), 30),
        (("bedrijfskapitaal", "levensonderhoud"), 18),
        (("bedrijfskapitaal", "schulden"), 14),
        (("bedrijf_versterken",), 12),
        (("schulden",), 12),
        (("werk_in_loondienst",), 8),
        (("levensonderhoud", "bedrijf_versterken"), 6),
    ),
    "starter": (
        (("bedrijf_starten", "bedrijfskapitaal"), 60),
        (("bedrijf_starten",), 25),
        (("bedrijf_starten", "levensonderhoud"), 15),
    ),
    "beeindigend": (
        (("bedrijf_beeindigen", "werk_in_loondienst"), 60),
        (("bedrijf_beeindigen", "schulden"), 40),
    ),
    "marginaal": ((("levensonderhoud", "bedrijf_versterken"), 60), (("bedrijfskapitaal",), 40)),
    "binnenvaart": ((("bedrijfskapitaal",), 70), (("levensonderhoud",), 30)),
    "ouder": ((("levensonderhoud",), 60), (("bedrijfskapitaal",), 40)),
}


@dataclass(frozen=True)
class Aankomst:
    """One request for help, and the day on which it comes in."""

    dag: date
    aanmelding: dict[str, Any]


def entrepreneurs(number: int = NUMBER, seed: int = SEED) -> list[Aankomst]:
    """Everybody who asks for help in these fourteen months, in the order of their days; more in the first ones."""
    chance = random.Random(seed)  # noqa: S311 - a seed is the point: the same city every time
    faker = Faker("nl_NL")
    faker.seed_instance(seed)
    bsns = official_bsns()
    chance.shuffle(bsns)
    return sorted(
        (
            Aankomst(_day(chance), _request(chance, faker, bsns[index], index))
            for index in range(number)
        ),
        key=lambda aankomst: (aankomst.dag, aankomst.aanmelding["bsn"]),
    )


def official_bsns() -> list[str]:
    """Every number of the official test range that passes the elfproef."""
    return [text for number in range(10_000) if bsn.is_valid(text := f"99999{number:04d}")]


def _day(chance: random.Random) -> date:
    """Half of them in the first three months; working days only."""
    span = 90 if chance.random() < 0.5 else (LAST_DAY - FIRST_DAY).days - 1
    day = FIRST_DAY + timedelta(days=chance.randrange(span))
    return day - timedelta(days=max(0, day.weekday() - 4))


def _request(chance: random.Random, faker: Faker, number: str, index: int) -> dict[str, Any]:
    gemeente = _pick(chance, (("GM9901", 60), ("GM9902", 25), ("GM9903", 15)))
    groep = _pick(chance, _GROEPEN)
    urgent = chance.random() < 0.12
    return {
        "gemeente": gemeente,
        "kanaal": _pick(chance, _KANALEN),
        "groep": groep,
        "hulpvraag": list(_pick(chance, _VRAGEN[groep])),
        "urgentie": {
            "dreigende_ontruiming": urgent and chance.random() < 0.4,
            "dreigende_afsluiting": urgent and chance.random() < 0.4,
            "beslag_gelegd": urgent and chance.random() < 0.3,
            "geen_inkomen": chance.random() < 0.25,
        },
        "bsn": number,
        "naam": faker.name(),
        "straat": faker.street_name(),
        "huisnummer": str(chance.randrange(1, 180)),
        "postcode": f"{chance.randrange(1000, 9999)} {chance.choice('ABCDEGHJKL')}{chance.choice('ABCDEGHJKL')}",
        "plaats": GEMEENTEN[gemeente],
        "kvk_nummer": f"{90_000_000 + index:08d}",
        "handelsnaam": f"{chance.choice(TRADES)} {chance.choice(WORDS)}",
        "iban": account(index),
        "telefoon": f"06 0000 {index:04d}",
        "email": f"ondernemer{index}@voorbeeld.example",
    }


def account(index: int) -> str:
    """A well-formed Dutch IBAN of a bank that does not exist."""
    rest = f"DOOR{index:010d}"
    return f"NL{iban.calc_check_digits(f'NL00{rest}')}{rest}"


def _pick(chance: random.Random, weighted: tuple[tuple[Any, int], ...]) -> Any:
    values, weights = zip(*weighted, strict=True)
    return chance.choices(values, weights)[0]
