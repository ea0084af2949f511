"""Loans to which everything happens that people can decide: every fact of a decision, and what follows from it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.ledger import examples
from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop.mutaties import Grond
from tests.steun.ledger.boek import Papier

APRIL = date(2026, 4, 10)
VOORBEREIDING: dict[str, Any] = {
    "product": "voorbereidingskrediet",
    "methode": "renteloos",
    "jaarrente_procent": Decimal(0),
}


def neem(papier: Papier, gegevens: g.Gegevens, op: date = APRIL, **anders: Any) -> None:
    papier.doe(examples.besluit(gegevens, op, **anders))


def samen(papier: Papier, gegevens: g.Gegevens, op: date = APRIL, **anders: Any) -> None:
    """Proposed by one person and decided by another."""
    voorstel = examples.voorstel(gegevens, op, **anders)
    papier.doe(voorstel)
    papier.doe(examples.bekrachtig(voorstel))


def alle_verhalen() -> tuple[Callable[[], Papier], ...]:
    return (
        _borgtocht,
        _gewoon,
        _afgelost,
        _opgeeist,
        _beeindigd,
        _omgezet,
        _om_niet,
        _wettelijke_rente,
    )


def elk_besluit() -> list[Mutatie]:
    return [
        feit
        for verhaal in alle_verhalen()
        for feit in verhaal().feiten
        if isinstance(feit, Mutatie)
    ]


def _gewoon() -> Papier:
    papier = Papier(examples.open_lening(groep="gevestigd"))
    papier.dag(APRIL, date(2026, 4, 9))
    neem(papier, g.Kosten(bedrag_cent=700, grondslag="Awb 4:113"))
    samen(papier, g.AchterstandKwijt(grondslag="Toeslagengedupeerden"))
    papier.betaal(10_000, date(2026, 3, 1), APRIL)
    neem(papier, g.Uitstel(van=date(2026, 4, 1), maanden=6))
    neem(papier, g.Uitstelintrekking())
    papier.betaal(900_000, APRIL)
    neem(papier, g.Betaalkeuze(betaling_id=UUID(int=papier.betaling), keuze="einddatum_blijft"))
    samen(papier, g.BuitenInvordering())
    samen(papier, g.BuitenInvordering(hervat=True))
    papier.doe(examples.voorstel(g.Opeising(grond=Grond.NIET_BETAALD), APRIL))
    opeising = examples.besluit(g.Opeising(grond=Grond.NIET_BETAALD), APRIL)
    papier.doe(
        examples.VerwerpVoorstel(
            lening_id=opeising.lening_id,
            besluit_id=opeising.besluit_id,
            op=APRIL,
            actor="consulent-1",
        )
    )
    nieuwjaar = date(2027, 1, 4)
    papier.dag(nieuwjaar, nieuwjaar)
    jaar = g.Rentekwijtschelding(
        boekjaar_begin=date(2026, 1, 1),
        netto_inkomen_cent=1_500_000,
        jaarnorm_cent=1_501_000,
        bijstand_in_boekjaar=False,
        vermogen_binnen_grens=True,
    )
    samen(papier, jaar, nieuwjaar)
    samen(
        papier,
        g.Kwijtschelding(bedrag_cent=1_000, deel="hoofdsom", grondslag="Beleidsregel 2"),
        nieuwjaar,
    )
    return papier


def _afgelost() -> Papier:
    papier = Papier()
    papier.dag(date(2026, 3, 10), date(2026, 3, 9))
    papier.betaal(3_060_000, date(2026, 3, 10))
    neem(
        papier, g.Betaalkeuze(betaling_id=UUID(int=1), keuze="aflossing_ineens"), date(2026, 3, 10)
    )
    samen(papier, g.Terugstorting(bedrag_cent=papier.lening.saldi.tegoed_cent), date(2026, 3, 11))
    neem(
        papier,
        g.Herroeping(soort="correctie", van=_laatste(papier, "TegoedTeruggestort")),
        date(2026, 3, 12),
    )
    neem(papier, g.Herroeping(soort="storno", van=UUID(int=1)), date(2026, 3, 12))
    return papier


def _opgeeist() -> Papier:
    papier = Papier()
    papier.dag(APRIL, date(2026, 4, 9))
    samen(papier, g.Opeising(grond=Grond.NIET_BETAALD))
    samen(papier, g.Schuldregeling(bedrag_cent=2_000_000, alle_schuldeisers_werken_mee=True))
    return papier


def _beeindigd() -> Papier:
    papier = Papier()
    papier.dag(APRIL, date(2026, 4, 9))
    samen(papier, g.EindeBedrijf(verwijtbaar=False, renteloos=True))
    neem(papier, g.Draagkracht(netto_inkomen_cent=200_000, norm_cent=150_000))
    papier.dagen(date(2026, 5, 20), date(2026, 5, 26))
    return papier


def _omgezet() -> Papier:
    papier = Papier(examples.open_lening(**VOORBEREIDING))
    samen(
        papier,
        g.Omzetting(jaarrente_procent=Decimal(8), termijnen=36, methode="lineair"),
        date(2026, 3, 1),
    )
    return papier


def _borgtocht() -> Papier:
    papier = Papier(
        examples.open_lening(
            product="borgtocht",
            methode="renteloos",
            jaarrente_procent=Decimal(0),
            hoofdsom_cent=2_000_000,
        )
    )
    samen(
        papier,
        g.Borgtochtclaim(
            hoofdsom_cent=1_500_000, rente_cent=60_000, kosten_cent=20_000, toestemming=True
        ),
    )
    papier.dagen(date(2026, 5, 20), date(2026, 5, 26))
    return papier


def _om_niet() -> Papier:
    papier = Papier(examples.open_lening(**VOORBEREIDING))
    samen(papier, g.OmNiet(bedrag_cent=3_000_000, grondslag="Bbz art. 29"))
    return papier


def _wettelijke_rente() -> Papier:
    """In a year of which the percentage is known."""
    jaar = date(2024, 1, 1)
    papier = Papier(
        examples.open_lening(
            uitbetaald_op=date(2023, 12, 10),
            rente_vanaf=jaar,
            eerste_vervaldag=date(2024, 1, 31),
            aanvraagdatum=date(2023, 11, 1),
            besluitdatum=date(2023, 12, 1),
            op=date(2023, 12, 1),
        )
    )
    papier.dag(date(2024, 3, 10), date(2024, 3, 9))
    samen(papier, g.WettelijkeRente(tot=date(2024, 9, 1), toerekenbaar=True), date(2024, 3, 10))
    papier.dag(date(2024, 9, 2), date(2024, 9, 1))
    return papier


def _laatste(papier: Papier, naam: str) -> UUID:
    besluit_id: UUID = next(
        feit.besluit_id for feit in reversed(papier.feiten) if type(feit).__name__ == naam
    )  # type: ignore[attr-defined]
    return besluit_id
