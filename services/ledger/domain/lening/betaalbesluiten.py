"""Decisions about paying: uitstel, what a payment was meant for, what goes back, and costs (Bbz art. 41, Awb 4:92-4:96)."""

from services.ledger.domain.lening.besluiten import Besluit
from services.ledger.domain.lening.besluitsoort import Artikel, Besluitsoort, Formulier, Zinsdelen
from services.ledger.domain.lening.gevraagd import GevraagdeKosten
from services.ledger.domain.lening.nu_niet import geen_ontvangst, geen_tegoed, geen_uitstel
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop.geldverkeer import kosten, terugstorting
from shared.dates import geteld, plus_maanden, voluit
from shared.money import bedrag


class UitstelVerleend(Besluit):
    gegevens: g.Uitstel


class UitstelIngetrokken(Besluit):
    gegevens: g.Uitstelintrekking


class BetaalkeuzeVastgelegd(Besluit):
    gegevens: g.Betaalkeuze


class TegoedTeruggestort(Besluit):
    gegevens: g.Terugstorting


class KostenGeboekt(Besluit):
    gegevens: g.Kosten


KEUZES = {
    "termijnbedrag_blijft": "de termijn blijft gelijk en de lening is eerder afgelost",
    "einddatum_blijft": "de einddatum blijft gelijk en de termijnen worden lager",
    "aflossing_ineens": "de hele lening is op die dag ineens afgelost",
}


def _uitstel(een: Zinsdelen) -> str:
    gegevens: g.Uitstel = een.gegevens
    tot = voluit(plus_maanden(gegevens.van, gegevens.maanden))
    duur = geteld(gegevens.maanden, "maand")
    periode = f"van {voluit(gegevens.van)} tot {tot}"
    if not gegevens.rente_mee:
        return (
            f"{duur} uitstel van aflossing, {periode}. De debiteur betaalt in die tijd alleen rente"
        )
    wanneer = (
        f"op {voluit(gegevens.rente_vervaldag)}"
        if gegevens.rente_vervaldag
        else "op de eerste vervaldag na het uitstel"
    )
    return f"{duur} uitstel van aflossing en rente, {periode}. De uitgestelde rente is te betalen {wanneer}; daar komt geen rente over"


def _uitstelintrekking(een: Zinsdelen) -> str:
    return f"Het uitstel is ingetrokken en eindigt op {voluit(een.op)}. Termijnen die vanaf die dag vervallen, vragen weer aflossing"


def _betaalkeuze(een: Zinsdelen) -> str:
    return f"De debiteur koos voor {een.genoemd}: {KEUZES[een.gegevens.keuze]}"


def _terugstorting(een: Zinsdelen) -> str:
    return f"Teruggestort aan de debiteur: {bedrag(een.cent)} die te veel was betaald"


def _kosten(een: Zinsdelen) -> str:
    return f"Kosten in rekening gebracht: {bedrag(een.cent)}"


BETALEN = (
    Besluitsoort(
        naam="uitstel",
        gegevens=g.Uitstel,
        feit=UitstelVerleend,
        vastgelegd="Uitstel verleend",
        noemer="het uitstel",
        artikel=Artikel("Bbz art. 41 lid 2", "Awb 4:94"),
        weigering=Artikel("Bbz art. 41", "Awb 4:94"),
        zin=_uitstel,
        formulier=Formulier(
            titel="Uitstel geven",
            artikel="Bbz art. 41; Tozo: Awb 4:94",
            wat="De debiteur hoeft een tijd niet af te lossen.",
            motivering="verzoek_debiteur",
        ),
    ),
    Besluitsoort(
        naam="uitstelintrekking",
        gegevens=g.Uitstelintrekking,
        feit=UitstelIngetrokken,
        vastgelegd="Uitstel ingetrokken",
        noemer="de intrekking van het uitstel",
        artikel=Artikel.elke("Awb 4:96"),
        zin=_uitstelintrekking,
        formulier=Formulier(
            titel="Uitstel intrekken",
            artikel="Awb 4:96",
            wat="De debiteur lost weer af vanaf een dag.",
            motivering="verzoek_debiteur",
            nu_niet=geen_uitstel,
        ),
    ),
    Besluitsoort(
        naam="betaalkeuze",
        gegevens=g.Betaalkeuze,
        feit=BetaalkeuzeVastgelegd,
        vastgelegd="Keuze bij een betaling",
        noemer="de keuze",
        artikel=Artikel.elke("Awb 4:92 lid 2"),
        zin=_betaalkeuze,
        formulier=Formulier(
            titel="Keuze bij een extra aflossing",
            artikel="Awb 4:92 lid 2",
            wat="De debiteur betaalde meer dan nodig en zegt wat dat doet.",
            motivering="verzoek_debiteur",
            nu_niet=geen_ontvangst,
        ),
    ),
    Besluitsoort(
        naam="terugstorting",
        gegevens=g.Terugstorting,
        feit=TegoedTeruggestort,
        vastgelegd="Tegoed teruggestort",
        noemer="de terugstorting",
        artikel=Artikel.elke("BW 6:203"),
        vier_ogen=True,
        na_aflossing=True,
        regel=terugstorting,
        zin=_terugstorting,
        formulier=Formulier(
            titel="Tegoed terugstorten",
            artikel="BW 6:203",
            wat="De debiteur krijgt terug wat te veel is betaald.",
            motivering="verzoek_debiteur",
            nu_niet=geen_tegoed,
        ),
    ),
    Besluitsoort(
        naam="kosten",
        gegevens=g.Kosten,
        feit=KostenGeboekt,
        vastgelegd="Kosten geboekt",
        noemer="de kosten",
        regel=kosten,
        zin=_kosten,
        formulier=Formulier(
            titel="Kosten in rekening brengen",
            artikel="Awb 4:113, 4:120",
            wat="De debiteur betaalt kosten van aanmaning of invordering.",
            motivering="betaalt_niet",
            vraag=GevraagdeKosten,
        ),
    ),
)
