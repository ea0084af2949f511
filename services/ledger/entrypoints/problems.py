"""The ledger's refusals as people and programs get them: three parts each."""

from services.ledger.domain.afschrift import AfschriftKloptNiet
from services.ledger.domain.weigeringen import (
    BestandIsAlOntvangen,
    LeningIsOnbekend,
    OntvangstIsNietTeDuiden,
    VoorstelIsOnbekend,
    Weigering,
)
from services.ledger.entrypoints.words import zin
from shared.web.errors import Translation
from shared.web.problems import Probleem


def _refusal(weigering: Weigering) -> Probleem:
    status = 404 if isinstance(weigering, LeningIsOnbekend | VoorstelIsOnbekend) else 409
    return Probleem(
        status, f"weigering-{type(weigering).__name__}", "Dit kan niet", zin(str(weigering)), "Kijk uw keuze na en probeer het opnieuw."
    )


def _known_file(weigering: BestandIsAlOntvangen) -> Probleem:
    place = f"/bank#bestand-{weigering.bestand_id}"
    return Probleem(
        409, "bankbestand-dubbel", "Dit bankbestand is al ingelezen", str(weigering), f"Kijk bij het eerste bestand ({place}).",
        "Het eerste bestand en zijn boekingen staan er nog. Er is niets bij gekomen.", headers={"Link": f'<{place}>; rel="related"'},
    )  # fmt: skip


def _bad_file(fout: AfschriftKloptNiet) -> Probleem:
    return Probleem(
        400, "bankbestand-geweigerd", "Dit bankbestand nemen wij niet aan", str(fout),
        "Vraag uw bank om een goed camt.053-bestand en lees dat in.", "Er is niets geboekt en het bestand is niet bewaard.",
    )  # fmt: skip


def _no_day(_: LookupError) -> Probleem:
    return Probleem(
        503, "geen-werkdag", "Er is nog geen werkdag", "Dit systeem heeft nog niet gehoord welke dag het is.",
        "Probeer het over een minuut opnieuw.", headers={"Retry-After": "5"},
    )  # fmt: skip


TRANSLATION: Translation = {
    BestandIsAlOntvangen: _known_file,
    AfschriftKloptNiet: _bad_file,
    LeningIsOnbekend: _refusal,
    OntvangstIsNietTeDuiden: _refusal,
    Weigering: _refusal,
    LookupError: _no_day,
}
