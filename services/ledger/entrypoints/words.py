"""The words of the ledger's pages."""

FEITEN = {
    "LeningGeopend": "Lening uitbetaald en geopend",
    "RenteGeboekt": "Rente geboekt",
    "TermijnVervallen": "Termijn vervallen",
    "AflossingGeboekt": "Betaling geboekt",
    "BetalingGemist": "Betaling gemist",
    "AchterstandIngelopen": "Achterstand ingelopen",
    "LeningAfgelost": "Lening afgelost",
}
METHODEN = {"lineair": "lineair", "annuitair": "annuïteit", "renteloos": "zonder rente"}
DAGTELLINGEN = {
    "maand": "per kalendermaand een twaalfde van de jaarrente", "30e_360": "30E/360", "act_365": "werkelijke dagen / 365",
    "act_360": "werkelijke dagen / 360", "act_act_isda": "werkelijke dagen / werkelijk jaar",
}  # fmt: skip
REGELINGEN = {"bbz": "Bbz", "tozo": "Tozo"}
BESLUITEN = [
    ("toegewezen", "Hoort bij deze lening"),
    ("terugstorten", "Terugstorten"),
    ("geen_lening", "Hoort bij geen lening"),
]
