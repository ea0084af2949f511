"""The light of a loan or a vordering: the first state that holds says it, with the reason and the next step."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from services.ledger.domain.grootboek.gemist import wat_gemist_is
from services.ledger.projections.debiteur import RANG, Debiteur, Licht
from shared.dates import voluit, werkdag_vanaf
from shared.money import bedrag

TERUGSTORTEN, EERSTE_STAP = "Te veel betaald bedrag terugstorten", "Eerste stap bepalen"


class Toestand(NamedTuple):
    licht: Licht
    geldt: Callable[[Debiteur], object]
    reden: Callable[[Debiteur], str]


def belicht(rij: Debiteur, sinds: date) -> Debiteur:
    """The row with the light it has now; `sinds` counts where the light is another one than before."""
    toestand = toestand_van(rij)
    anders = {"licht": toestand.licht, "rang": RANG[toestand.licht], "reden": toestand.reden(rij)}
    return rij.na(**(anders if rij.licht == toestand.licht else {**anders, "sinds": sinds}))


def toestand_van(rij: Debiteur) -> Toestand:
    return next(toestand for toestand in TOESTANDEN if toestand.geldt(rij))


def moet_terug(rij: Debiteur) -> bool:
    return rij.is_afgelost and rij.tegoed_cent > 0


def gepland(
    stap: str | None, op: date | None, wie: str | None, uitleg: str | None = None
) -> dict[str, Any]:
    return {"stap": stap, "stap_op": op, "wie": wie, "stap_uitleg": uitleg}


def met_stap(rij: Debiteur, vandaag: date) -> Debiteur:
    """The ladder says what is next; in the moment between a missed payment and its ladder, the first step is to be planned."""
    if moet_terug(rij):
        stap: dict[str, Any] = gepland(
            TERUGSTORTEN, rij.stap_op or werkdag_vanaf(vandaag), "debiteurenbeheer"
        )
    elif rij.licht == "bij" or (rij.licht == "let-op" and not rij.wie):
        stap = gepland(None, None, None)
    else:
        stap = (
            {}
            if rij.wie or rij.licht == "uitstel"
            else gepland(EERSTE_STAP, werkdag_vanaf(vandaag), "doorstart")
        )
    return rij.na(**stap) if stap else rij


def _te_laat(rij: Debiteur) -> str:
    if rij.soort == "vordering":
        return f"Betaaltermijn voorbij, {bedrag(rij.achterstand_cent)} achterstand"
    if rij.is_opgeeist:
        return f"De hele lening is opgeëist, {bedrag(rij.vervallen_cent)} staat open"
    wat = wat_gemist_is(rij.gemiste_termijnen, rij.gemist_zonder_termijn)
    return f"{wat[:1].upper()}{wat[1:]}, {bedrag(rij.achterstand_cent)} achterstand"


def _uitstel(rij: Debiteur) -> str:
    return f"Er is uitstel tot {voluit(rij.uitstel_tot)}" if rij.uitstel_tot else ""


# What is settled needs nobody; a stop and an appointment go before the arrears they are about, an appointment only while
# something is open. The last state always holds.
TOESTANDEN = (
    Toestand("let-op", moet_terug, lambda rij: f"{bedrag(rij.tegoed_cent)} te veel betaald"),
    Toestand(
        "bij",
        lambda rij: rij.is_afgelost and not rij.tegoed_cent,
        lambda rij: "Voldaan" if rij.soort == "vordering" else "Afgelost",
    ),
    Toestand(
        "uitstel", lambda rij: rij.pauze, lambda rij: f"De invordering staat stil: {rij.pauze}"
    ),
    Toestand(
        "afspraak",
        lambda rij: rij.afspraak_op and rij.vervallen_cent,
        lambda rij: f"Er loopt een afspraak, {bedrag(rij.vervallen_cent)} staat open",
    ),
    Toestand("achterstand", lambda rij: rij.gemiste_termijnen and rij.vervallen_cent, _te_laat),
    Toestand("uitstel", lambda rij: rij.uitstel_tot, _uitstel),
    Toestand(
        "let-op",
        lambda rij: rij.tegoed_cent < 0,
        lambda rij: f"{bedrag(-rij.tegoed_cent)} is teruggestort en moet weer terugkomen",
    ),
    Toestand(
        "let-op",
        lambda rij: rij.vervallen_cent,
        lambda rij: f"{bedrag(rij.vervallen_cent)} is vervallen en nog niet binnen",
    ),
    Toestand("bij", lambda _: True, lambda _: "Er is nu niets te betalen"),
)
