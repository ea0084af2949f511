"""What people may think of to ask about a debt. Much of it is refused: that too must leave the books as they were."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from services.ledger.domain.invordering import commands as ladder
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop.mutaties import Grond
from services.ledger.domain.vier_ogen.gronden import GRONDEN

REASONS = ("verzoek_debiteur", "storno_bank", "vergissing", "betaalt_niet", "duurzaam_onvermogen")
CODES = tuple(GRONDEN)
KINDS = (
    *(
        "kosten",
        "storno",
        "storno",
        "correctie",
        "correctie",
        "betaalkeuze",
        "uitstel",
        "uitstel",
        "uitstelintrekking",
    ),
    *("terugstorting", "opeising", "kwijtschelding", "achterstand_kwijt", "buiten_invordering"),
    *("einde_bedrijf", "draagkracht", "schuldregeling", "omzetting", "om_niet", "hervat"),
    *("wettelijke_rente", "rentekwijtschelding", "borgtochtclaim"),
)

# Money that is forgiven, claimed or leaves: written down here once more, apart from the code that is judged.
VIER_OGEN = frozenset(
    {
        *("terugstorting", "opeising", "wettelijke_rente", "rentekwijtschelding", "einde_bedrijf"),
        *("kwijtschelding", "schuldregeling", "achterstand_kwijt", "buiten_invordering"),
        *("omzetting", "om_niet", "borgtochtclaim"),
    }
)


def decision(rng: Random, kind: str, day: date, receipts: list[UUID], made: list[UUID]) -> Any:
    """`receipts` and `made` are what can be revoked; an id that nobody knows is asked too."""
    unknown = UUID(int=rng.getrandbits(128))
    receipt = rng.choice([*receipts, *receipts, unknown])
    cents = rng.choice([1, 700, 10_000, 250_000, 5_000_000])
    match kind:
        case "kosten":
            return g.Kosten(bedrag_cent=rng.choice([1, 700, 1_600]), grondslag="Awb 4:113")
        case "storno":
            return g.Herroeping(soort="storno", van=receipt)
        case "correctie":
            return g.Herroeping(soort="correctie", van=rng.choice([*receipts, *made, unknown]))
        case "betaalkeuze":
            choices = ["termijnbedrag_blijft", "einddatum_blijft", "aflossing_ineens"]
            return g.Betaalkeuze(betaling_id=receipt, keuze=rng.choice(choices))
        case "terugstorting":
            return g.Terugstorting(bedrag_cent=cents)
        case "uitstel":
            begin = day.replace(day=1) + timedelta(days=31 * rng.randrange(-1, 3))
            return g.Uitstel(
                van=begin.replace(day=1),
                maanden=rng.choice([1, 3, 6, 12, 13]),
                rente_mee=rng.random() < 0.3,
            )
        case "uitstelintrekking":
            return g.Uitstelintrekking()
        case "opeising":
            return g.Opeising(grond=rng.choice(list(Grond)))
        case "buiten_invordering" | "hervat":
            return g.BuitenInvordering(hervat=kind == "hervat")
        case "achterstand_kwijt":
            return g.AchterstandKwijt(grondslag=rng.choice(CODES), verjaring=rng.random() < 0.2)
        case _:
            return _rare(rng, kind, day, cents)


def _rare(rng: Random, kind: str, day: date, cents: int) -> Any:
    match kind:
        case "kwijtschelding":
            part = rng.choice(["hoofdsom", "rente", "kosten"])
            return g.Kwijtschelding(bedrag_cent=cents, deel=part, grondslag=rng.choice(CODES))
        case "einde_bedrijf":
            return g.EindeBedrijf(verwijtbaar=rng.random() < 0.5, renteloos=rng.random() < 0.5)
        case "draagkracht":
            return g.Draagkracht(
                netto_inkomen_cent=rng.choice([90_000, 200_000]), norm_cent=150_000
            )
        case "schuldregeling":
            return g.Schuldregeling(bedrag_cent=cents, alle_schuldeisers_werken_mee=True)
        case "omzetting":
            return g.Omzetting(jaarrente_procent=Decimal(8), termijnen=36, methode="lineair")
        case "om_niet":
            return g.OmNiet(bedrag_cent=cents, grondslag="Bbz art. 29")
        case "wettelijke_rente":
            return g.WettelijkeRente(tot=day, toerekenbaar=True)
        case "rentekwijtschelding":
            return g.Rentekwijtschelding(
                boekjaar_begin=date(2026, 1, 1),
                netto_inkomen_cent=1_500_000,
                jaarnorm_cent=1_501_000,
                bijstand_in_boekjaar=False,
                vermogen_binnen_grens=True,
            )
        case _:
            return g.Borgtochtclaim(hoofdsom_cent=cents, toestemming=True)


def act(rng: Random, day: date, next_step: str | None) -> Any:
    """What a person does on a ladder: mostly what is next."""
    match next_step if rng.random() < 0.6 else None:
        case "contact" | "gesprek":
            return ladder.Contact(wijze="telefoon", uitkomst="bereikt")
        case "aanmaning" | "tweede_aanmaning":
            return ladder.VerstuurAanmaning()
        case "dwangbevel":
            return ladder.Dwangbevel()
        case "overdracht":
            return ladder.Overdracht(aan="deurwaarder")
    later = day + timedelta(days=rng.randrange(0, 40))
    return rng.choice(
        [
            ladder.Contact(wijze="telefoon", uitkomst=rng.choice(["bereikt", "niet_bereikt"])),
            ladder.Gesprek(op=later),
            ladder.Betaalafspraak(op=later, bedrag_cent=rng.choice([1, 70_000])),
            ladder.VerstuurAanmaning(),
            ladder.VerstuurAanmaning(),
            ladder.Dwangbevel(),
            ladder.Overdracht(aan="deurwaarder"),
            ladder.Overslaan(stap=rng.choice(["contact", "aanmaning"]), reden="spoed"),
            ladder.Pauzeer(reden="onderzoek", tot=later),
            ladder.Hervat(),
        ]
    )
