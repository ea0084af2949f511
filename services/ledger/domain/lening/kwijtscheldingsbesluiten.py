"""Decisions that forgive: interest, a part of the debt, arrears, hoofdsom (Bbz art. 21, 29, 42; Awb 4:104)."""

from services.ledger.domain.lening.besluiten import Besluit
from services.ledger.domain.lening.besluitsoort import Artikel, Besluitsoort, Formulier, Zinsdelen
from services.ledger.domain.lening.gevraagd import (
    GevraagdeAchterstandKwijt,
    GevraagdeKwijtschelding,
    GevraagdOmNiet,
)
from services.ledger.domain.lening.nu_niet import geen_achterstand
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop.achterstand import achterstand_kwijt
from services.ledger.domain.verloop.kwijtschelding import kwijtschelding, om_niet, schuldregeling
from services.ledger.domain.verloop.rentekwijtschelding import rentekwijtschelding
from shared.dates import plus_maanden, voluit
from shared.money import bedrag


class RenteKwijtgescholden(Besluit):
    gegevens: g.Rentekwijtschelding


class SchuldKwijtgescholden(Besluit):
    gegevens: g.Kwijtschelding


class SchuldregelingGetroffen(Besluit):
    gegevens: g.Schuldregeling


class AchterstandKwijtgescholden(Besluit):
    gegevens: g.AchterstandKwijt


class OmNietVerklaard(Besluit):
    gegevens: g.OmNiet


def _rentekwijtschelding(een: Zinsdelen) -> str:
    begin = een.gegevens.boekjaar_begin
    van, tot = voluit(begin), voluit(plus_maanden(begin, 12))
    return f"Kwijtschelding van rente over het boekjaar van {van} tot {tot}: {een.som}"


def _kwijtschelding(een: Zinsdelen) -> str:
    return f"Kwijtgescholden: {bedrag(een.cent)} {een.gegevens.deel}"


def _schuldregeling(een: Zinsdelen) -> str:
    return f"Kwijtgescholden in een schuldregeling: {bedrag(een.cent)} hoofdsom. Alle schuldeisers werken naar evenredigheid mee"


def _achterstand_kwijt(een: Zinsdelen) -> str:
    if een.gegevens.verjaring:
        return f"Verjaard en kwijtgescholden: {bedrag(een.cent)}. Elk bedrag heeft zijn eigen termijn; de rest van de lening blijft open"
    return f"De achterstand van {bedrag(een.cent)} is kwijtgescholden"


def _om_niet(een: Zinsdelen) -> str:
    return f"{bedrag(een.cent)} hoofdsom is bijstand om niet geworden en hoeft niet terug"


KWIJTSCHELDEN = (
    Besluitsoort(
        naam="rentekwijtschelding",
        gegevens=g.Rentekwijtschelding,
        feit=RenteKwijtgescholden,
        vastgelegd="Rente kwijtgescholden",
        noemer="de rentekwijtschelding",
        artikel=Artikel("Bbz art. 21"),
        weigering=Artikel("Bbz art. 21"),
        vier_ogen=True,
        na_aflossing=True,
        regel=rentekwijtschelding,
        zin=_rentekwijtschelding,
        formulier=Formulier(
            titel="Rente kwijtschelden",
            artikel="Bbz art. 21",
            wat="Het inkomen van een boekjaar bleef onder de jaarnorm.",
            motivering="wettelijke_plicht",
            ook_tozo=False,
        ),
    ),
    Besluitsoort(
        naam="kwijtschelding",
        gegevens=g.Kwijtschelding,
        feit=SchuldKwijtgescholden,
        vastgelegd="Schuld kwijtgescholden",
        noemer="de kwijtschelding",
        vier_ogen=True,
        regel=kwijtschelding,
        zin=_kwijtschelding,
        formulier=Formulier(
            titel="Schuld kwijtschelden",
            artikel="beleid van de gemeente",
            wat="De debiteur hoeft een deel niet terug te betalen.",
            motivering="dringende_redenen",
            vraag=GevraagdeKwijtschelding,
        ),
    ),
    Besluitsoort(
        naam="schuldregeling",
        gegevens=g.Schuldregeling,
        feit=SchuldregelingGetroffen,
        vastgelegd="Schuldregeling getroffen",
        noemer="de schuldregeling",
        artikel=Artikel("Bbz art. 42"),
        weigering=Artikel("Bbz art. 42"),
        vier_ogen=True,
        regel=schuldregeling,
        zin=_schuldregeling,
        formulier=Formulier(
            titel="Schuldregeling treffen",
            artikel="Bbz art. 42",
            wat="Wij werken mee aan een regeling met alle schuldeisers.",
            motivering="schuldregeling",
        ),
    ),
    Besluitsoort(
        naam="achterstand_kwijt",
        gegevens=g.AchterstandKwijt,
        feit=AchterstandKwijtgescholden,
        vastgelegd="Achterstand kwijtgescholden",
        noemer="de kwijtschelding van de achterstand",
        vier_ogen=True,
        regel=achterstand_kwijt,
        zin=_achterstand_kwijt,
        formulier=Formulier(
            titel="Achterstand kwijtschelden",
            artikel="toeslagenaffaire, verjaring",
            wat="Wat vervallen is, vervalt; bij verjaring alleen wat verjaard is.",
            motivering="toeslagengedupeerde",
            vraag=GevraagdeAchterstandKwijt,
            vast={"verjaring": False, "stuitingen": (), "verlengingen": ()},
            nu_niet=geen_achterstand,
        ),
    ),
    Besluitsoort(
        naam="om_niet",
        gegevens=g.OmNiet,
        feit=OmNietVerklaard,
        vastgelegd="Om niet verklaard",
        noemer="het besluit om niet",
        vier_ogen=True,
        regel=om_niet,
        zin=_om_niet,
        formulier=Formulier(
            titel="Om niet verklaren",
            artikel="Bbz art. 29; oud art. 21 lid 1",
            wat="Hoofdsom wordt bijstand die niet terug hoeft.",
            motivering="wettelijke_plicht",
            vraag=GevraagdOmNiet,
            ook_tozo=False,
        ),
    ),
)
