"""Decisions about a debt that is not paid: opeising, wettelijke rente, collection that stops (Bbz art. 39, 41; Awb titel 4.4)."""

from services.ledger.domain.lening.besluiten import Besluit
from services.ledger.domain.lening.besluitsoort import Artikel, Besluitsoort, Formulier, Zinsdelen
from services.ledger.domain.lening.nu_niet import (
    al_gestopt,
    al_opgeeist,
    geen_achterstand,
    niet_gestopt,
)
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop.mutaties import Grond
from services.ledger.domain.verloop.verzuim import (
    buiten_invordering,
    opeising,
    start_wettelijke_rente,
)
from shared.dates import voluit
from shared.money import bedrag


class LeningOpgeeist(Besluit):
    gegevens: g.Opeising


class WettelijkeRenteVastgesteld(Besluit):
    gegevens: g.WettelijkeRente


class InvorderingGestaakt(Besluit):
    gegevens: g.BuitenInvordering


class InvorderingHervat(Besluit):
    gegevens: g.BuitenInvordering


GRONDEN = {
    Grond.BESTEMMING: "het geld niet is besteed aan het doel van de lening",
    Grond.BEDRIJF_BEEINDIGD: "het bedrijf is overgedragen of beëindigd",
    Grond.INSOLVENTIE: "er surseance van betaling of een faillissement is",
    Grond.NIET_BETAALD: "de debiteur zijn verplichtingen niet nakomt",
    Grond.DUURZAAM_ONVERMOGEN: "de debiteur duurzaam niet kan betalen",
}


def _opeising(een: Zinsdelen) -> str:
    waarom, hoofdsom = GRONDEN[een.gegevens.grond], bedrag(een.hoofdsom_cent)
    return f"De hele lening is opgeëist, omdat {waarom}: {hoofdsom} hoofdsom moet ineens terug"


def _wettelijke_rente(een: Zinsdelen) -> str:
    van, tot = voluit(een.op), voluit(een.gegevens.tot)
    waarom = (
        ", omdat het niet betalen aan de debiteur is toe te rekenen"
        if een.gegevens.toerekenbaar
        else ""
    )
    return f"Wettelijke rente over de achterstand van {van} tot {tot}{waarom}. Zij wordt geboekt op {tot}"


def _gestaakt(een: Zinsdelen) -> str:
    return (
        f"De invordering is gestopt. De schuld blijft bestaan: {bedrag(een.hoofdsom_cent)} hoofdsom"
    )


def _hervat(een: Zinsdelen) -> str:
    return f"De invordering gaat weer door. Open staat {bedrag(een.hoofdsom_cent)} hoofdsom"


INVORDEREN = (
    Besluitsoort(
        naam="opeising",
        gegevens=g.Opeising,
        feit=LeningOpgeeist,
        vastgelegd="Lening opgeëist",
        noemer="de opeising",
        artikel=Artikel("Bbz art. 39 lid 1", "Tozo art. 16 lid 1 b"),
        vier_ogen=True,
        regel=opeising,
        zin=_opeising,
        formulier=Formulier(
            titel="Lening opeisen",
            artikel="Bbz art. 39 en 41; Tozo art. 16",
            wat="De hele lening moet ineens terug.",
            motivering="betaalt_niet",
            nu_niet=al_opgeeist,
        ),
    ),
    Besluitsoort(
        naam="wettelijke_rente",
        gegevens=g.WettelijkeRente,
        feit=WettelijkeRenteVastgesteld,
        vastgelegd="Wettelijke rente vastgesteld",
        noemer="de wettelijke rente",
        artikel=Artikel("Bbz art. 41 lid 5; Awb 4:98, 4:99", "Awb 4:98, 4:99"),
        vier_ogen=True,
        regel=start_wettelijke_rente,
        zin=_wettelijke_rente,
        formulier=Formulier(
            titel="Wettelijke rente vaststellen",
            artikel="Bbz art. 41 lid 5; Awb 4:98",
            wat="Over de achterstand komt wettelijke rente.",
            motivering="betaalt_niet",
            nu_niet=geen_achterstand,
        ),
    ),
    Besluitsoort(
        naam="buiten_invordering",
        gegevens=g.BuitenInvordering,
        kenmerk={"hervat": False},
        feit=InvorderingGestaakt,
        vastgelegd="Invordering gestaakt",
        noemer="het besluit over de invordering",
        vier_ogen=True,
        regel=buiten_invordering,
        zin=_gestaakt,
        formulier=Formulier(
            titel="Invordering stoppen",
            artikel="Awb titel 4.4",
            wat="De schuld blijft bestaan, maar wij innen niet meer.",
            motivering="beleid_gemeente",
            nu_niet=al_gestopt,
        ),
    ),
    Besluitsoort(
        naam="invordering_hervat",
        gegevens=g.BuitenInvordering,
        kenmerk={"hervat": True},
        feit=InvorderingHervat,
        vastgelegd="Invordering hervat",
        noemer="het besluit over de invordering",
        vier_ogen=True,
        regel=buiten_invordering,
        zin=_hervat,
        formulier=Formulier(
            titel="Invordering hervatten",
            artikel="Awb titel 4.4",
            wat="Wij innen weer.",
            motivering="beleid_gemeente",
            nu_niet=niet_gestopt,
        ),
    ),
)
