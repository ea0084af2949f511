"""The words of the ledger's pages and of the sentences in its API."""

import re
from datetime import date

from services.ledger.domain.lening.besluitsoorten import SOORTEN
from services.ledger.domain.lening.invorderingsbesluiten import GRONDEN
from shared.dates import voluit

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
} | {soort.feit.__name__: soort.vastgelegd for soort in SOORTEN.values()}
METHODEN = {"lineair": "lineair", "annuitair": "annuïteit", "renteloos": "zonder rente"}
DAGTELLINGEN = {
    "maand": "per kalendermaand een twaalfde van de jaarrente",
    "30e_360": "30E/360",
    "act_365": "werkelijke dagen / 365",
    "act_360": "werkelijke dagen / 360",
    "act_act_isda": "werkelijke dagen / werkelijk jaar",
}
REGELINGEN = {"bbz": "Bbz", "tozo": "Tozo"}
BESLUITEN = [
    ("toegewezen", "Hoort bij deze lening of vordering"),
    ("terugstorten", "Terugstorten"),
    ("geen_lening", "Hoort bij geen van beide"),
]
STANDVELDEN = [
    ("hoofdsom_cent", "Hoofdsom"),
    ("rente_cent", "Rente"),
    ("uitgestelde_rente_cent", "Uitgestelde rente"),
    ("wettelijke_rente_cent", "Wettelijke rente"),
    ("kosten_cent", "Kosten"),
    ("achterstand_cent", "Achterstand"),
    ("tegoed_cent", "Tegoed"),
]
STATUSSEN = {
    "niet_uitbetaald": "nog niet uitbetaald",
    "afgelost": "afgelost",
    "buiten_invordering": "buiten invordering",
    "opgeeist": "opgeëist",
    "uitstel": "uitstel",
    "achterstand": "achterstand",
    "lopend": "lopend",
}
REKENINGEN = {
    "bank": "bank",
    "uitbetaald_bedrijfskapitaal": "uitbetaald bedrijfskapitaal",
    "te_duiden_ontvangsten": "ontvangsten die nog geduid worden",
    "hoofdsom": "hoofdsom",
    "verschenen_rente": "rente die is verschenen",
    "uitgestelde_rente": "uitgestelde rente",
    "wettelijke_rente": "wettelijke rente",
    "kosten": "kosten",
    "buiten_invordering": "buiten invordering",
    "terugvordering_levensonderhoud": "terugvordering levensonderhoud",
    "tegoed_debiteur": "tegoed van de debiteur",
    "baten_rente": "baten: rente",
    "baten_wettelijke_rente": "baten: wettelijke rente",
    "baten_kosten": "baten: kosten",
    "baten_terugvordering": "baten: terugvordering",
    "lasten_om_niet": "lasten: om niet",
    "lasten_kwijtgescholden_rente": "lasten: kwijtgescholden rente",
    "lasten_kwijtgescholden_hoofdsom": "lasten: kwijtgescholden hoofdsom",
    "lasten_kwijtgescholden_overig": "lasten: kwijtgescholden kosten",
    "lasten_borgtocht": "lasten: borgtocht",
}
COHORTEN = {"bbz_voor_2020": "Bbz voor 2020", "bbz_vanaf_2020": "Bbz vanaf 2020", "tozo": "Tozo"}
# A fact keeps its sentence for ever; what stands in it as a code is told in words to who reads it.
CODES = {"achterstand_kwijt": "achterstand kwijtgescholden", "om_niet": "om niet"}
_SOORT = re.compile(r"(^|: )(kwijtschelding|schuldregeling):")
_SOORTEN = {
    "kwijtschelding": "kwijtgescholden",
    "schuldregeling": "kwijtgescholden in een schuldregeling",
}
# What is called in at once is kept as term 0.
_INEENS = re.compile(r"\b([Vv])an termijn 0 ")
_DAG = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_DAGTELLING = re.compile(r"rente per termijn volgens '(\w+)'")
_GROND = re.compile(r"Opeising om '(\w+)'")
_GRONDEN = {grond.value: woorden for grond, woorden in GRONDEN.items()}


def zin(tekst: str) -> str:
    """A sentence of the rules as a caseworker reads it: '2026-03-03' is '3 maart 2026', and codes are words."""
    tekst = _INEENS.sub(lambda van: f"{van[1]}an het opgeëiste bedrag van ", tekst)
    tekst = _DAG.sub(lambda dag: voluit(date.fromisoformat(dag[0])), tekst)
    tekst = _DAGTELLING.sub(lambda wijze: f"rente telt {DAGTELLINGEN[wijze[1]]}", tekst)
    tekst = _GROND.sub(lambda grond: f"Opgeëist omdat {_GRONDEN[grond[1]]}", tekst)
    tekst = _SOORT.sub(lambda soort: f"{soort[1]}{_SOORTEN[soort[2]]}:", tekst)
    for code, woorden in CODES.items():
        tekst = tekst.replace(code, woorden)
    return tekst[:1].upper() + tekst[1:]


def rekening(code: str) -> str:
    """An account in words: 'hoofdsom (Bbz vanaf 2020)'."""
    cohort, _, grootboek = code.rpartition(":")
    naam = REKENINGEN.get(grootboek, grootboek.replace("_", " "))
    return f"{naam} ({COHORTEN.get(cohort, cohort)})" if cohort else naam
