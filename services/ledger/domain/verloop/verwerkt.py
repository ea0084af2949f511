"""What one mutation does to a loan, and how a rule says no."""

from dataclasses import dataclass
from datetime import date

from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.leningstand import Leningvoorwaarden, Posting, Stand
from shared.parameters import Parameterset
from shared.recht.cohort import Regeling
from shared.recht.termijnen import wekentermijn

GEEN_GEVOLG = "Dit verandert niets aan de lening en is niet geboekt. Kijk of het al eerder is vastgelegd, of op een andere dag telt."
HERVAT = "De invordering staat niet stil: er valt niets te hervatten. Er is niets geboekt."
GESTOPT = "De invordering is al gestopt. Er is niets geboekt."
VERJAARD = "Op deze dag is van deze lening nog niets verjaard (Awb 4:104). Er is niets geboekt."
ACHTERSTAND = "Op deze dag is er geen achterstand om kwijt te schelden. Er is niets geboekt."


class MutatieKanNiet(ValueError):
    """A rule forbids this mutation; nothing changes and the reason stays in the books."""


@dataclass(frozen=True, slots=True)
class Verwerkt:
    """The stand after a mutation, what was posted, and what a caseworker must look at."""

    stand: Stand
    postings: tuple[Posting, ...] = ()
    signalen: tuple[str, ...] = ()


def alleen_bbz(lening: Leningvoorwaarden, artikel: str) -> None:
    if lening.regeling is Regeling.TOZO:
        raise MutatieKanNiet(f"Bbz {artikel} geldt niet voor een Tozo-lening.")


def posting_van(
    lening: Leningvoorwaarden,
    mutatie: m.Mutatie,
    soort: str,
    cent: int,
    *,
    grondslag: str,
    formule: str,
) -> Posting:
    return Posting(
        soort,
        lening.lening_id,
        mutatie.valutadatum,
        cent,
        grondslag,
        f"{formule} ({grondslag})",
        (),
        mutatie.mutatie_id,
    )


def betaaldag(mutatie: m.Mutatie, parameters: Parameterset) -> date:
    """The last day to pay what a decision asks: the betaaltermijn after the day on which it was taken (Awb 4:87)."""
    return wekentermijn(
        "betaaltermijn", max(mutatie.boekdatum, mutatie.valutadatum), parameters
    ).laatste_dag


def geen_gevolg(mutatie: m.Mutatie) -> str:
    """Why something that would change nothing is refused."""
    match mutatie:
        case m.Besluitmutatie(gegevens=g.BuitenInvordering(hervat=hervat)):
            return HERVAT if hervat else GESTOPT
        case m.Besluitmutatie(gegevens=g.AchterstandKwijt(verjaring=verjaring)):
            return VERJAARD if verjaring else ACHTERSTAND
    return GEEN_GEVOLG


def doet_iets(voor: Stand, verwerkt: Verwerkt) -> bool:
    """Something is booked, or the loan stands otherwise."""
    return verwerkt.stand != voor or any(een.boekregels for een in verwerkt.postings)
