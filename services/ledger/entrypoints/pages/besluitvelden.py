"""The fields of a decision in the words of who fills them in: what each asks, and what can be chosen."""

from services.ledger.domain.lening.invorderingsbesluiten import GRONDEN
from services.ledger.domain.vier_ogen.gronden import GRONDEN as BESLUITGRONDEN
from services.ledger.entrypoints.woorden.algemeen import METHODEN

# What a field asks, and what helps to answer; first by decision and field, else by field.
VELDEN: dict[str, tuple[str, str]] = {
    "bedrag": ("Bedrag in euro", "Zoals 1.234,56"),
    "grondslag": ("Waarop rust dit?", "Kies het artikel of de regel"),
    "uitstel.van": (
        "Eerste dag van het uitstel",
        "Termijnen die vanaf deze dag vervallen, schuiven op",
    ),
    "maanden": (
        "Aantal maanden",
        "De wet kent een grens per besluit en een grens over de hele looptijd",
    ),
    "rente_mee": (
        "Ook uitstel van de rente?",
        "Uitgestelde rente komt later; daar komt geen rente over",
    ),
    "rente_vervaldag": (
        "Dag waarop de uitgestelde rente te betalen is",
        "Leeg: de eerste vervaldag na het uitstel",
    ),
    "betaling_id": ("Welke ontvangst?", "Alleen ontvangsten waarbij nog geen keuze is gemaakt"),
    "keuze": ("Wat kiest de debiteur?", ""),
    "storno.van": ("Welke ontvangst draaide de bank terug?", ""),
    "correctie.van": (
        "Welke mutatie was een vergissing?",
        "Zij blijft in de boeken staan; een tegenboeking heft haar op",
    ),
    "grond": ("Waarom wordt de lening opgeëist?", ""),
    "tot": (
        "Tot welke dag?",
        "De dag waarop de rente wordt vastgesteld; die dag zelf telt niet mee",
    ),
    "toerekenbaar": ("Is het niet betalen aan de debiteur toe te rekenen?", ""),
    "boekjaar_begin": ("Eerste dag van het boekjaar", "Het boekjaar moet voorbij zijn"),
    "rentekwijtschelding.netto_inkomen": (
        "Netto inkomen in het boekjaar, in euro",
        "Zoals 15.000,00; een verlies met een min ervoor",
    ),
    "jaarnorm": ("Jaarnorm in euro", "Zoals 18.500,00"),
    "bijstand_in_boekjaar": ("Was er bijstand in dit boekjaar?", ""),
    "rentekwijtschelding.bijstand": (
        "Bijzondere bijstand in dit boekjaar, in euro",
        "Leeg als die er niet was",
    ),
    "vermogen_binnen_grens": ("Bleef het vermogen binnen de grens?", ""),
    "verwijtbaar": ("Is het einde van het bedrijf de ondernemer te verwijten?", ""),
    "renteloos": ("Wordt de lening renteloos?", "Kan alleen als het einde niet verwijtbaar is"),
    "draagkracht.netto_inkomen": ("Netto inkomen in deze maand, in euro", "Zoals 2.000,00"),
    "norm": ("Norm van deze maand in euro", "Zoals 1.400,00"),
    "deel": ("Van welk deel?", ""),
    "alle_schuldeisers_werken_mee": (
        "Werken alle schuldeisers naar evenredigheid mee?",
        "Anders kan een schuldregeling niet",
    ),
    "borgtochtclaim.hoofdsom": (
        "Hoofdsom die de bank vraagt, in euro",
        "Alleen hoofdsom is gedekt",
    ),
    "borgtochtclaim.rente": (
        "Rente die de bank vraagt, in euro",
        "Niet gedekt; leeg als er geen is",
    ),
    "borgtochtclaim.kosten": (
        "Kosten die de bank vraagt, in euro",
        "Niet gedekt; leeg als er geen zijn",
    ),
    "toestemming": ("Geeft het college toestemming om uit te winnen?", ""),
    "jaarrente_procent": ("Rente in procent per jaar", "Zoals 8 of 2,5"),
    "termijnen": ("Aantal maandtermijnen", ""),
    "andere_looptijd.termijnen": (
        "Aantal termijnen dat nog komt",
        "De eerstvolgende termijn telt mee",
    ),
    "methode": ("Manier van aflossen", ""),
    "eerste_vervaldag": ("Eerste vervaldag", "Leeg: de laatste dag van de eerste termijn"),
}
KEUZEN: dict[str, dict[str, str]] = {
    "grondslag": {code: f"{grond.woorden} ({code})" for code, grond in BESLUITGRONDEN.items()},
    "keuze": {
        "termijnbedrag_blijft": "Termijn blijft gelijk, eerder klaar",
        "einddatum_blijft": "Einddatum blijft gelijk, lagere termijnen",
        "aflossing_ineens": "Alles ineens aflossen op die dag",
    },
    "grond": {grond.value: woorden[:1].upper() + woorden[1:] for grond, woorden in GRONDEN.items()},
    "deel": {"hoofdsom": "Hoofdsom", "rente": "Rente", "kosten": "Kosten"},
    "methode": {code: woord.capitalize() for code, woord in METHODEN.items()},
}
MOTIVERINGEN = {
    "verzoek_debiteur": "Verzoek van de debiteur",
    "storno_bank": "Storno door de bank",
    "vergissing": "Vergissing",
    "bezwaar_of_beroep": "Uitkomst van bezwaar of beroep",
    "betaalt_niet": "De debiteur betaalt niet",
    "niet_verwijtbaar": "Niet te verwijten",
    "duurzaam_onvermogen": "De debiteur kan duurzaam niet betalen",
    "dringende_redenen": "Dringende redenen",
    "schuldregeling": "Schuldregeling",
    "toeslagengedupeerde": "Gedupeerde van de toeslagen",
    "verjaard": "De vordering is verjaard",
    "bedrijf_beeindigd": "Het bedrijf is beëindigd",
    "wettelijke_plicht": "De wet schrijft het voor",
    "beleid_gemeente": "Beleid van de gemeente",
}


def veldwoorden(soort: str, veld: str) -> tuple[str, str]:
    """The label and the help of a field."""
    return VELDEN.get(f"{soort}.{veld}") or VELDEN[veld]
