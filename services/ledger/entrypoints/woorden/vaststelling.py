"""The words of the pages about vaststellingen and vorderingen."""

from services.ledger.domain.vordering.besluitsoorten import SOORTEN
from shared.dates import geteld
from shared.recht.vaststelling import Vaststelling

STAND = {
    "wacht_op_gegevens": "wacht op gegevens",
    "te_beoordelen": "te beoordelen",
    "te_tekenen": "te tekenen",
    "vastgesteld": "vastgesteld",
}
INKOMENSBRON = {
    "jaarstukken": "Jaarstukken",
    "aangifte_inkomstenbelasting": "Aangifte inkomstenbelasting",
    "aanslag_inkomstenbelasting": "Aanslag inkomstenbelasting",
}
NORMBRON = {"staatscourant": "Staatscourant", "uitkeringsadministratie": "Uitkeringsadministratie"}
VERMOGENSBRON = {
    "vermogensonderzoek": "Vermogensonderzoek",
    "aanslag_inkomstenbelasting": "Aanslag inkomstenbelasting",
}
HUISHOUDEN = {
    "alleenstaande": "Alleenstaand",
    "gehuwden": "Gehuwd of samenwonend",
    "aow_alleenstaande": "Alleenstaand, AOW-leeftijd",
    "aow_gehuwden": "Gehuwd of samenwonend, AOW-leeftijd",
    "alleenstaande_18_20": "Alleenstaand, 18 tot en met 20 jaar",
}
ONDERDEEL = {
    "netto_inkomen": "Netto inkomen",
    "jaarnorm": "Jaarnorm",
    "extra": "Extra bijstand",
    "terug": "Terug te betalen",
    "renteloze_lening": "Blijft een lening zonder rente",
    "om_niet": "Wordt om niet",
}
ANDERS = {
    "evenredig_deel": "Met de normen van de maanden zelf (A-5)",
    "grens_bij_aandeeltoets": "Met de andere grens van art. 3 (A-24)",
}
NAAR = {
    "terugvordering": "Naar de terugvordering",
    "renteloze_lening": "Naar de lening zonder rente",
}
TERUGVORDEREN = {"true": "Ja, vorder terug", "false": "Nee, laat het om niet"}
MOTIVERING = {
    "wettelijke_plicht": "Volgt uit de wet",
    "beleid_gemeente": "Beleid van de gemeente",
    "verzoek_debiteur": "Verzoek van de ondernemer",
    "betaalt_niet": "Betaalt niet",
    "niet_verwijtbaar": "Niet verwijtbaar",
    "duurzaam_onvermogen": "Kan blijvend niet betalen",
    "dringende_redenen": "Dringende redenen",
    "schuldregeling": "Schuldregeling",
    "toeslagengedupeerde": "Gedupeerd door de toeslagen",
    "verjaard": "Verjaard",
    "bezwaar_of_beroep": "Bezwaar of beroep",
}
VORDERINGSMOTIVERING = {
    "storno_bank": "Storno door de bank",
    "vergissing": "Vergissing",
} | MOTIVERING
VORDERINGSOORT = {
    "terugvordering": "Terugvordering levensonderhoud",
    "renteloze_lening": "Lening zonder rente voor levensonderhoud",
}
STATUS = {"open": "open", "voldaan": "voldaan"}
FEITEN = {
    "VorderingGeopend": "Vordering geopend",
    "OntvangstGeboekt": "Betaling geboekt",
    "VerzuimIngetreden": "Niet op tijd betaald",
    "VerzuimGezuiverd": "Achterstand ingelopen",
    "VorderingVoldaan": "Vordering voldaan",
    "VorderingsbesluitVoorgesteld": "Besluit voorgesteld",
    "VorderingsbesluitVerworpen": "Voorstel verworpen",
    "TegoedToegerekend": "Tegoed toegerekend",
    "VorderingHeropend": "Vordering heropend",
} | {soort.feit.__name__: soort.vastgelegd for soort in SOORTEN.values()}
LABELS = {
    "inkomensbron": "Bron van het inkomen",
    "netto_inkomen": "Netto inkomen",
    "bruto_inkomen": "Bruto inkomen",
    "correctie_procent": "Correctie in procenten",
    "vereenvoudigd_bbz": "Vereenvoudigd Bbz",
    "jaarnorm": "Jaarnorm",
    "normbron": "Bron van de jaarnorm",
    "huishouden": "Huishouden",
    "bijzondere_bijstand": "Bijzondere bijstand",
    "eigen_vermogen": "Eigen vermogen",
    "totaal_vermogen": "Totaal vermogen",
    "vermogen_boven_grens": "Vermogen boven de grens",
    "vermogensbron": "Bron van dat vermogen",
    "terugvorderen": "Terugvorderen",
    "motivering": "Motivering",
    "bedrag": "Bedrag",
    "grondslag": "Waarop rusten de kosten?",
    "soort": "Besluit",
    "betaling_id": "Welke betaling?",
}


def anders(naam: str, uitkomst: Vaststelling) -> str:
    """What another choice is called; of the "kan" decision by what it would give."""
    return ANDERS.get(naam) or (
        "Met terugvordering" if uitkomst.terug_cent else "Zonder terugvordering"
    )


def maanden(aantal: int) -> str:
    return geteld(aantal, "maand")
