"""How codes are written for people."""

from shared.dates import MAANDEN

STATUS = {
    "open": "te beoordelen",
    "beoordeeld": "te beslissen",
    "verstrekt": "verstrekt",
    "toegekend": "toegekend",
    "afgewezen": "afgewezen",
    "ingetrokken": "ingetrokken",
    "buiten_behandeling": "buiten behandeling",
}
SOORT = {"bedrijfskapitaal": "bedrijfskapitaal", "levensonderhoud": "levensonderhoud"}
GROEP = {
    "gevestigd": "gevestigde ondernemer",
    "starter": "starter",
    "ouder": "oudere ondernemer",
    "beeindigend": "stopt met het bedrijf",
    "marginaal": "klein bedrijf met blijvend laag inkomen",
    "binnenvaart": "binnenvaart",
}
ADVIES = {"toewijzen": "toewijzen", "afwijzen": "afwijzen"}
PRODUCT = {
    "bedrijfskapitaal_rentedragend": "bedrijfskapitaal met rente",
    "bedrijfskapitaal_renteloos": "bedrijfskapitaal zonder rente",
    "voorbereidingskrediet": "voorbereidingskrediet",
}
METHODE = {
    "lineair": "lineair",
    "annuitair": "annuïteit",
    "renteloos": "vaste termijnen zonder rente",
}
VORM = {"renteloze_lening": "voorlopig een lening zonder rente", "om_niet": "om niet"}
HUISHOUDEN = {
    "alleenstaande": "alleenstaand",
    "gehuwden": "gehuwd of samenwonend",
    "aow_alleenstaande": "alleenstaand, AOW-leeftijd",
    "aow_gehuwden": "gehuwd of samenwonend, AOW-leeftijd",
    "alleenstaande_18_20": "alleenstaand, 18 tot en met 20 jaar",
}
VERLENGINGSGROND = {
    "tijdelijke_oorzaak_van_buiten": "Oorzaak van buiten die voorbijgaat (art. 18)",
    "verzoek_ondernemer": "Verzoek van wie het bedrijf beëindigt (art. 27)",
}
NORMBRON = {"staatscourant": "Staatscourant", "uitkeringsadministratie": "Uitkeringsadministratie"}
MAAND = {str(nummer): naam for nummer, naam in enumerate(MAANDEN, 1)}
REDEN = {
    "niet_levensvatbaar": "Niet levensvatbaar (art. 2 lid 1)",
    "geen_zelfstandige": "Geen zelfstandige (art. 1 b)",
    "beeindigt_bedrijf": "Stopt met het bedrijf (art. 2 lid 2)",
    "te_veel_vermogen": "Te veel vermogen (art. 3)",
    "andere_voorziening": "Andere voorziening (Participatiewet art. 15)",
}
REDEN_INTREKKING = {
    "op_verzoek": "De ondernemer vraagt erom",
    "vergissing": "Het was een vergissing",
    "geen_contact": "Er is geen contact meer",
}
UITKOMST = {
    "voldaan": "voldaan",
    "niet_voldaan": "niet voldaan",
    "nog_open": "nog open",
    "niet_te_bepalen": "niet te bepalen",
}
JA_NEE = {"true": "ja", "false": "nee"}
LABELS = {
    "advies": "Advies",
    "is_levensvatbaar": "Levensvatbaar",
    "voorgesteld": "Voorgesteld bedrag",
    "bedrag": "Bedrag",
    "product": "Product",
    "termijnen": "Aantal termijnen",
    "methode": "Manier van aflossen",
    "uitbetaald_op": "Dag van uitbetaling",
    "eerste_vervaldag": "Eerste vervaldag",
    "reden": "Reden",
    "van": "Eerste maand",
    "maanden": "Aantal maanden",
    "maandbedrag": "Bedrag per maand",
    "huishouden": "Huishouden",
    "vorm": "Vorm",
    "eerste_boekjaarmaand": "Begin van het boekjaar",
    "verlengingsgrond": "Grond voor meer maanden",
    "norm": "Norm per maand",
    "normbron": "Bron van de norm",
    "is_blijvend_onder_norm": "Inkomen blijvend onder de norm",
    "is_vermogen_binnen_grens": "Vermogen binnen de grens",
    "verwacht_bruto_jaarinkomen": "Verwacht bruto jaarinkomen",
    "weken": "Aantal weken",
    "hersteltermijn_tot": "Laatste dag om aan te vullen",
}
