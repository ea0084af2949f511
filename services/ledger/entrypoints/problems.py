"""The ledger's refusals as people and programs get them: three parts each."""

from services.ledger.domain.bank.afschrift import AfschriftKloptNiet
from services.ledger.domain.bank.weigeringen import BestandIsAlOntvangen, OntvangstIsNietTeDuiden
from services.ledger.domain.invordering.weigeringen import AfspraakIsTeHoog
from services.ledger.domain.lening.weigeringen import LeningIsOnbekend
from services.ledger.domain.vaststelling.weigeringen import VaststellingIsOnbekend
from services.ledger.domain.vier_ogen.weigeringen import VoorstelIsOnbekend, Weigering
from services.ledger.domain.vordering.weigeringen import VorderingIsOnbekend
from services.ledger.entrypoints.woorden.algemeen import zin
from shared.money import bedrag
from shared.parameters import ParameterOnbekend
from shared.recht.vaststellingsvraag import VaststellingKanNiet
from shared.recht.vermogenstoets import VermogenKloptNiet
from shared.recht.wettelijke_rente import VerzuimIsNietBegonnen
from shared.web.errors import Translation
from shared.web.problems import Dichtstbij, Fout, Probleem

NOWHERE = (LeningIsOnbekend, VoorstelIsOnbekend, VaststellingIsOnbekend, VorderingIsOnbekend)


def _refusal(weigering: Weigering) -> Probleem:
    status = 404 if isinstance(weigering, NOWHERE) else 409
    return Probleem(
        status,
        f"weigering-{type(weigering).__name__}",
        "Dit kan niet",
        zin(str(weigering)),
        "Kijk uw keuze na en probeer het opnieuw.",
    )


def _too_much(weigering: AfspraakIsTeHoog) -> Probleem:
    probleem = _refusal(weigering)
    probleem.fouten = (Fout("bedrag", str(weigering)),)
    if weigering.schuld_cent > 0:
        schuld = bedrag(weigering.schuld_cent)
        probleem.dichtstbij = (
            Dichtstbij("bedrag", bedrag(weigering.schuld_cent, "").strip(), f"Spreek {schuld} af"),
        )
    return probleem


def _known_file(weigering: BestandIsAlOntvangen) -> Probleem:
    place = f"/bank#bestand-{weigering.bestand_id}"
    return Probleem(
        409,
        "bankbestand-dubbel",
        "Dit bankbestand is al ingelezen",
        str(weigering),
        "Kijk bij het eerste bestand.",
        "Het eerste bestand en zijn boekingen staan er nog. Er is niets bij gekomen.",
        headers={"Link": f'<{place}>; rel="related"'},
        verder=(place, "Bekijk het eerste bestand"),
    )


def _bad_file(fout: AfschriftKloptNiet) -> Probleem:
    return Probleem(
        400,
        "bankbestand-geweigerd",
        "Dit bankbestand nemen wij niet aan",
        str(fout),
        "Vraag uw bank om een goed camt.053-bestand en lees dat in.",
        "Er is niets geboekt en het bestand is niet bewaard.",
    )


def _cannot_settle(fout: ValueError) -> Probleem:
    return Probleem(
        409,
        "vaststelling-kan-niet",
        "Deze som kan niet gemaakt worden",
        str(fout),
        "Vul aan wat ontbreekt en probeer het opnieuw.",
    )


TRANSLATION: Translation = {
    BestandIsAlOntvangen: _known_file,
    AfschriftKloptNiet: _bad_file,
    LeningIsOnbekend: _refusal,
    OntvangstIsNietTeDuiden: _refusal,
    Weigering: _refusal,
    AfspraakIsTeHoog: _too_much,
    VaststellingKanNiet: _cannot_settle,
    VermogenKloptNiet: _cannot_settle,
    VerzuimIsNietBegonnen: _cannot_settle,
    ParameterOnbekend: lambda error: Probleem(
        409,
        "parameter-onbekend",
        "Een waarde van de wet is niet vastgelegd",
        str(error),
        "Vul de waarde met haar bron in, of bel de parameterbeheerder.",
    ),
}
