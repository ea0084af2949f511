"""How codes are written for people."""

STATUS = {
    "open": "te beoordelen", "beoordeeld": "te beslissen", "verstrekt": "verstrekt", "afgewezen": "afgewezen", "ingetrokken": "ingetrokken",
}  # fmt: skip
SOORT = {"bedrijfskapitaal": "bedrijfskapitaal", "levensonderhoud": "levensonderhoud"}
GROEP = {
    "gevestigd": "gevestigde ondernemer", "starter": "starter", "ouder": "oudere ondernemer", "beeindigend": "stopt met het bedrijf",
    "marginaal": "klein bedrijf met blijvend laag inkomen", "binnenvaart": "binnenvaart",
}  # fmt: skip
ADVIES = {"toewijzen": "toewijzen", "afwijzen": "afwijzen"}
PRODUCT = {
    "bedrijfskapitaal_rentedragend": "bedrijfskapitaal met rente", "bedrijfskapitaal_renteloos": "bedrijfskapitaal zonder rente",
    "voorbereidingskrediet": "voorbereidingskrediet",
}  # fmt: skip
METHODE = {"lineair": "lineair", "annuitair": "annuïteit", "renteloos": "vaste termijnen zonder rente"}
REDEN = {
    "niet_levensvatbaar": "Niet levensvatbaar (art. 2 lid 1)", "geen_zelfstandige": "Geen zelfstandige (art. 1 b)",
    "beeindigt_bedrijf": "Stopt met het bedrijf (art. 2 lid 2)", "te_veel_vermogen": "Te veel vermogen (art. 3)",
    "andere_voorziening": "Andere voorziening (Participatiewet art. 15)",
}  # fmt: skip
UITKOMST = {"voldaan": "voldaan", "niet_voldaan": "niet voldaan", "nog_open": "nog open", "niet_te_bepalen": "niet te bepalen"}
JA_NEE = {"true": "ja", "false": "nee"}
LABELS = {
    "advies": "Advies", "is_levensvatbaar": "Levensvatbaar", "voorgesteld": "Voorgesteld bedrag", "bedrag": "Bedrag",
    "product": "Product", "termijnen": "Aantal termijnen",
    "methode": "Manier van aflossen", "uitbetaald_op": "Dag van uitbetaling", "eerste_vervaldag": "Eerste vervaldag", "reden": "Reden",
    "weken": "Aantal weken", "hersteltermijn_tot": "Laatste dag om aan te vullen",
}  # fmt: skip
