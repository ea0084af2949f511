"""The words of the ledger's pages."""

FEITEN = {
    "LeningGeopend": "Lening uitbetaald en geopend",
    "RenteGeboekt": "Rente geboekt",
    "TermijnVervallen": "Termijn vervallen",
    "AflossingGeboekt": "Betaling geboekt",
    "BetalingGemist": "Betaling gemist",
    "AchterstandIngelopen": "Achterstand ingelopen",
    "LeningAfgelost": "Lening afgelost",
    "LeningHeropend": "Lening heropend",
    "LeningHerrekend": "Lening herrekend",
    "BoekingTeruggedraaid": "Boeking teruggedraaid",
    "BoekingHerboekt": "Boeking opnieuw gedaan",
    "WettelijkeRenteGeboekt": "Wettelijke rente geboekt",
    "BesluitVoorgesteld": "Besluit voorgesteld",
    "VoorstelVerworpen": "Voorstel verworpen",
    "KostenGeboekt": "Kosten geboekt",
    "BetalingGestorneerd": "Betaling gestorneerd",
    "MutatieGecorrigeerd": "Mutatie gecorrigeerd",
    "BetaalkeuzeVastgelegd": "Keuze bij een betaling",
    "TegoedTeruggestort": "Tegoed teruggestort",
    "UitstelVerleend": "Uitstel verleend",
    "LeningOpgeeist": "Lening opgeëist",
    "WettelijkeRenteVastgesteld": "Wettelijke rente vastgesteld",
    "RenteKwijtgescholden": "Rente kwijtgescholden",
    "BedrijfBeeindigd": "Bedrijf beëindigd",
    "DraagkrachtVastgesteld": "Draagkracht vastgesteld",
    "SchuldKwijtgescholden": "Schuld kwijtgescholden",
    "SchuldregelingGetroffen": "Schuldregeling getroffen",
    "AchterstandKwijtgescholden": "Achterstand kwijtgescholden",
    "InvorderingGestaakt": "Invordering gestaakt",
    "InvorderingHervat": "Invordering hervat",
    "KredietOmgezet": "Krediet omgezet",
    "OmNietVerklaard": "Om niet verklaard",
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
STANDVELDEN = [
    ("hoofdsom_cent", "Hoofdsom"), ("rente_cent", "Rente"), ("uitgestelde_rente_cent", "Uitgestelde rente"),
    ("wettelijke_rente_cent", "Wettelijke rente"), ("kosten_cent", "Kosten"), ("achterstand_cent", "Achterstand"),
    ("tegoed_cent", "Tegoed"),
]  # fmt: skip
STATUSSEN = {
    "niet_uitbetaald": "nog niet uitbetaald", "afgelost": "afgelost", "buiten_invordering": "buiten invordering", "opgeeist": "opgeëist",
    "uitstel": "uitstel", "achterstand": "achterstand", "lopend": "lopend",
}  # fmt: skip
