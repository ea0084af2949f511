"""Decisions that follow the business: its end, what it can pay, its start, and a borgtocht called in (Bbz art. 16, 29, 43)."""

from services.ledger.domain.lening.besluiten import Besluit
from services.ledger.domain.lening.besluitsoort import Artikel, Besluitsoort, Formulier, Zinsdelen
from services.ledger.domain.lening.nu_niet import geen_voorbereidingskrediet
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop.bedrijfseinde import draagkracht, einde_bedrijf
from services.ledger.domain.verloop.kredietwending import borgtocht, omzetting
from shared.dates import geteld, maandnaam, voluit
from shared.money import bedrag, procent
from shared.recht.aflosschema import Methode


class BedrijfBeeindigd(Besluit):
    gegevens: g.EindeBedrijf


class DraagkrachtVastgesteld(Besluit):
    gegevens: g.Draagkracht


class KredietOmgezet(Besluit):
    gegevens: g.Omzetting


class BorgtochtUitgewonnen(Besluit):
    gegevens: g.Borgtochtclaim


METHODEN = {
    Methode.LINEAIR: "lineair",
    Methode.ANNUITAIR: "als annuïteit",
    Methode.RENTELOOS: "zonder rente",
}


def _einde_bedrijf(een: Zinsdelen) -> str:
    """Renteloos shows in the sum of the rule: by law until 2019, by a decision since 2020 (Bbz art. 43 lid 2)."""
    hoe = "verwijtbaar" if een.gegevens.verwijtbaar else "niet verwijtbaar"
    einde = f"Het bedrijf eindigde op {voluit(een.op)}, {hoe}"
    if "enteloos" in een.formule:
        return f"{einde}. De lening is vanaf die dag renteloos; de debiteur lost af naar zijn inkomen boven de norm"
    return f"{einde}. De lening blijft rente dragen; beoordeel of zij wordt opgeëist"


def _draagkracht(een: Zinsdelen) -> str:
    maand, inkomen = maandnaam(een.op), bedrag(een.gegevens.netto_inkomen_cent)
    return f"Aflossing naar draagkracht over {maand}, bij een inkomen van {inkomen}: {een.som}"


def _omzetting(een: Zinsdelen) -> str:
    gegevens: g.Omzetting = een.gegevens
    rente = f"{procent(gegevens.jaarrente_procent)} rente per jaar"
    hoe = f"{METHODEN[gegevens.methode]} terug in {geteld(gegevens.termijnen, 'termijn')}, {rente}"
    van = f"{bedrag(een.hoofdsom_cent)} voorbereidingskrediet"
    return f"{van} is vanaf {voluit(een.op)} een lening die rente draagt: {hoe}"


def _borgtochtclaim(een: Zinsdelen) -> str:
    buiten = bedrag(een.gegevens.rente_cent + een.gegevens.kosten_cent)
    wat = f"Borgtocht uitgewonnen: {bedrag(een.cent)} hoofdsom is aan de bank betaald en is nu een schuld"
    return f"{wat}; {buiten} rente en kosten vallen er niet onder"


BEDRIJF = (
    Besluitsoort(
        naam="einde_bedrijf",
        gegevens=g.EindeBedrijf,
        feit=BedrijfBeeindigd,
        vastgelegd="Bedrijf beëindigd",
        noemer="het einde van het bedrijf",
        artikel=Artikel("Bbz art. 43"),
        weigering=Artikel("Bbz art. 43"),
        vier_ogen=True,
        regel=einde_bedrijf,
        zin=_einde_bedrijf,
        formulier=Formulier(
            titel="Bedrijf is beëindigd",
            artikel="Bbz art. 43",
            wat="De ondernemer stopt; de lening kan renteloos worden.",
            motivering="bedrijf_beeindigd",
            ook_tozo=False,
        ),
    ),
    Besluitsoort(
        naam="draagkracht",
        gegevens=g.Draagkracht,
        feit=DraagkrachtVastgesteld,
        vastgelegd="Draagkracht vastgesteld",
        noemer="de draagkracht",
        artikel=Artikel("Bbz art. 43 lid 2"),
        regel=draagkracht,
        zin=_draagkracht,
        formulier=Formulier(
            titel="Draagkracht vaststellen",
            artikel="Bbz art. 43 lid 2",
            wat="De helft van het inkomen boven de norm gaat naar de lening.",
            motivering="bedrijf_beeindigd",
            ook_tozo=False,
        ),
    ),
    Besluitsoort(
        naam="omzetting",
        gegevens=g.Omzetting,
        feit=KredietOmgezet,
        vastgelegd="Krediet omgezet",
        noemer="de omzetting",
        artikel=Artikel("Bbz art. 29"),
        vier_ogen=True,
        regel=omzetting,
        zin=_omzetting,
        formulier=Formulier(
            titel="Voorbereidingskrediet omzetten",
            artikel="Bbz art. 29",
            wat="Het bedrijf start; het krediet wordt een lening met rente.",
            motivering="wettelijke_plicht",
            ook_tozo=False,
            nu_niet=geen_voorbereidingskrediet,
        ),
    ),
)
BORGTOCHT = (
    Besluitsoort(
        naam="borgtochtclaim",
        gegevens=g.Borgtochtclaim,
        feit=BorgtochtUitgewonnen,
        vastgelegd="Borgtocht uitgewonnen",
        noemer="de claim op de borgtocht",
        artikel=Artikel("Bbz art. 16"),
        vier_ogen=True,
        regel=borgtocht,
        zin=_borgtochtclaim,
        formulier=Formulier(
            titel="Borgtocht uitwinnen",
            artikel="Bbz art. 16",
            wat="De bank roept de borgtocht in; wij betalen de hoofdsom.",
            motivering="betaalt_niet",
            product="borgtocht",
        ),
    ),
)
