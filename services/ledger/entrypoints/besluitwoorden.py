"""The decisions about a loan in the words of who takes them: what it is called, on which article, and what each field asks."""

from dataclasses import dataclass, field
from typing import Any

from services.ledger.domain import mutatiegegevens as g
from services.ledger.domain.besluitzin import GRONDEN
from services.ledger.domain.gronden import GRONDEN as BESLUITGRONDEN
from services.ledger.domain.gronden import GevraagdeAchterstandKwijt, GevraagdeKosten, GevraagdeKwijtschelding, GevraagdOmNiet
from services.ledger.domain.state import Lening
from services.ledger.entrypoints.words import METHODEN


@dataclass(frozen=True)
class Soort:
    """A decision to choose; `vast` are the data that the choice itself fills in, `motivering` the usual reason."""

    code: str
    titel: str
    artikel: str
    wat: str
    gegevens: type[g.Gegevens]
    motivering: str
    vast: dict[str, Any] = field(default_factory=dict)
    ook_tozo: bool = True

    @property
    def vraagt_tweede(self) -> bool:
        return (self.vast.get("soort") or self.gegevens.model_fields["soort"].default) in g.VIER_OGEN


BETALEN = (
    Soort("uitstel", "Uitstel geven", "Bbz art. 41; Tozo: Awb 4:94", "De debiteur hoeft een tijd niet af te lossen.", g.Uitstel,
          "verzoek_debiteur"),
    Soort("uitstelintrekking", "Uitstel intrekken", "Awb 4:96", "De debiteur lost weer af vanaf een dag.", g.Uitstelintrekking,
          "verzoek_debiteur"),
    Soort("betaalkeuze", "Keuze bij een extra aflossing", "Awb 4:92 lid 2", "De debiteur betaalde meer dan nodig en zegt wat dat doet.",
          g.Betaalkeuze, "verzoek_debiteur"),
    Soort("terugstorting", "Tegoed terugstorten", "BW 6:203", "De debiteur krijgt terug wat te veel is betaald.", g.Terugstorting,
          "verzoek_debiteur"),
    Soort("kosten", "Kosten in rekening brengen", "Awb 4:113, 4:120", "De debiteur betaalt kosten van aanmaning of invordering.",
          GevraagdeKosten, "betaalt_niet"),
)  # fmt: skip
HERSTELLEN = (
    Soort("storno", "Storno van een ontvangst", "Awb 4:89 lid 3", "De bank draaide een betaling terug.", g.Herroeping, "storno_bank",
          {"soort": "storno"}),
    Soort("correctie", "Een mutatie herstellen", "rekenregels A-22", "Een eerdere boeking was een vergissing.", g.Herroeping,
          "vergissing", {"soort": "correctie"}),
)  # fmt: skip
INVORDEREN = (
    Soort("opeising", "Lening opeisen", "Bbz art. 39 en 41; Tozo art. 16", "De hele lening moet ineens terug.", g.Opeising, "betaalt_niet"),
    Soort("wettelijke_rente", "Wettelijke rente vaststellen", "Bbz art. 41 lid 5; Awb 4:98", "Over de achterstand komt wettelijke rente.",
          g.WettelijkeRente, "betaalt_niet"),
    Soort("buiten_invordering", "Invordering stoppen", "Awb titel 4.4", "De schuld blijft bestaan, maar wij innen niet meer.",
          g.BuitenInvordering, "beleid_gemeente", {"hervat": False}),
    Soort("invordering_hervat", "Invordering hervatten", "Awb titel 4.4", "Wij innen weer.", g.BuitenInvordering, "beleid_gemeente",
          {"hervat": True}),
)  # fmt: skip
KWIJTSCHELDEN = (
    Soort("rentekwijtschelding", "Rente kwijtschelden", "Bbz art. 21", "Het inkomen van een boekjaar bleef onder de jaarnorm.",
          g.Rentekwijtschelding, "wettelijke_plicht", ook_tozo=False),
    Soort("kwijtschelding", "Schuld kwijtschelden", "beleid van de gemeente", "De debiteur hoeft een deel niet terug te betalen.",
          GevraagdeKwijtschelding, "dringende_redenen"),
    Soort("schuldregeling", "Schuldregeling treffen", "Bbz art. 42", "Wij werken mee aan een regeling met alle schuldeisers.",
          g.Schuldregeling, "schuldregeling"),
    Soort("achterstand_kwijt", "Achterstand kwijtschelden", "toeslagenaffaire, verjaring",
          "Wat vervallen is, vervalt; bij verjaring alleen wat verjaard is.", GevraagdeAchterstandKwijt,
          "toeslagengedupeerde", {"verjaring": False, "stuitingen": (), "verlengingen": ()}),
    Soort("om_niet", "Om niet verklaren", "Bbz art. 29; oud art. 21 lid 1", "Hoofdsom wordt bijstand die niet terug hoeft.", GevraagdOmNiet,
          "wettelijke_plicht", ook_tozo=False),
)  # fmt: skip
BEDRIJF = (
    Soort("einde_bedrijf", "Bedrijf is beëindigd", "Bbz art. 43", "De ondernemer stopt; de lening kan renteloos worden.", g.EindeBedrijf,
          "bedrijf_beeindigd", ook_tozo=False),
    Soort("draagkracht", "Draagkracht vaststellen", "Bbz art. 43 lid 2", "De helft van het inkomen boven de norm gaat naar de lening.",
          g.Draagkracht, "bedrijf_beeindigd", ook_tozo=False),
    Soort("omzetting", "Voorbereidingskrediet omzetten", "Bbz art. 29", "Het bedrijf start; het krediet wordt een lening met rente.",
          g.Omzetting, "wettelijke_plicht", ook_tozo=False),
)  # fmt: skip
BORGTOCHT = (
    Soort("borgtochtclaim", "Borgtocht uitwinnen", "Bbz art. 16", "De bank roept de borgtocht in; wij betalen de hoofdsom.",
          g.Borgtochtclaim, "betaalt_niet", ook_tozo=False),
)  # fmt: skip
GROEPEN = (
    ("Betalen en uitstel", BETALEN), ("Herstellen", HERSTELLEN), ("Invorderen", INVORDEREN), ("Kwijtschelden", KWIJTSCHELDEN),
    ("Bedrijf", BEDRIJF), ("Borgtocht", BORGTOCHT),
)  # fmt: skip
SOORTEN = {soort.code: soort for _, soorten in GROEPEN for soort in soorten}

# What a field asks, and what helps to answer; first by decision and field, else by field.
VELDEN: dict[str, tuple[str, str]] = {
    "bedrag": ("Bedrag in euro", "Zoals 1.234,56"),
    "grondslag": ("Waarop rust dit?", "Kies het artikel of de regel"),
    "uitstel.van": ("Eerste dag van het uitstel", "Termijnen die vanaf deze dag vervallen, schuiven op"),
    "maanden": ("Aantal maanden", "De wet kent een grens per besluit en een grens over de hele looptijd"),
    "rente_mee": ("Ook uitstel van de rente?", "Uitgestelde rente komt later; daar komt geen rente over"),
    "rente_vervaldag": ("Dag waarop de uitgestelde rente te betalen is", "Leeg: de eerste vervaldag na het uitstel"),
    "betaling_id": ("Welke ontvangst?", "Alleen ontvangsten waarbij nog geen keuze is gemaakt"),
    "keuze": ("Wat kiest de debiteur?", ""),
    "storno.van": ("Welke ontvangst draaide de bank terug?", ""),
    "correctie.van": ("Welke mutatie was een vergissing?", "Zij blijft in de boeken staan; een tegenboeking heft haar op"),
    "grond": ("Waarom wordt de lening opgeëist?", ""),
    "tot": ("Tot welke dag?", "De dag waarop de rente wordt vastgesteld; die dag zelf telt niet mee"),
    "toerekenbaar": ("Is het niet betalen aan de debiteur toe te rekenen?", ""),
    "boekjaar_begin": ("Eerste dag van het boekjaar", "Het boekjaar moet voorbij zijn"),
    "rentekwijtschelding.netto_inkomen": ("Netto inkomen in het boekjaar, in euro", "Zoals 15.000,00; een verlies met een min ervoor"),
    "jaarnorm": ("Jaarnorm in euro", "Zoals 18.500,00"),
    "bijstand_in_boekjaar": ("Was er bijstand in dit boekjaar?", ""),
    "rentekwijtschelding.bijstand": ("Bijzondere bijstand in dit boekjaar, in euro", "Leeg als die er niet was"),
    "vermogen_binnen_grens": ("Bleef het vermogen binnen de grens?", ""),
    "verwijtbaar": ("Is het einde van het bedrijf de ondernemer te verwijten?", ""),
    "renteloos": ("Wordt de lening renteloos?", "Kan alleen als het einde niet verwijtbaar is"),
    "draagkracht.netto_inkomen": ("Netto inkomen in deze maand, in euro", "Zoals 2.000,00"),
    "norm": ("Norm van deze maand in euro", "Zoals 1.400,00"),
    "deel": ("Van welk deel?", ""),
    "alle_schuldeisers_werken_mee": ("Werken alle schuldeisers naar evenredigheid mee?", "Anders kan een schuldregeling niet"),
    "borgtochtclaim.hoofdsom": ("Hoofdsom die de bank vraagt, in euro", "Alleen hoofdsom is gedekt"),
    "borgtochtclaim.rente": ("Rente die de bank vraagt, in euro", "Niet gedekt; leeg als er geen is"),
    "borgtochtclaim.kosten": ("Kosten die de bank vraagt, in euro", "Niet gedekt; leeg als er geen zijn"),
    "toestemming": ("Geeft het college toestemming om uit te winnen?", ""),
    "jaarrente_procent": ("Rente in procent per jaar", "Zoals 8 of 2,5"),
    "termijnen": ("Aantal maandtermijnen", ""),
    "andere_looptijd.termijnen": ("Aantal termijnen dat nog komt", "De eerstvolgende termijn telt mee"),
    "methode": ("Manier van aflossen", ""),
    "eerste_vervaldag": ("Eerste vervaldag", "Leeg: de laatste dag van de eerste termijn"),
}
KEUZEN: dict[str, dict[str, str]] = {
    "grondslag": {code: f"{grond.woorden} ({code})" for code, grond in BESLUITGRONDEN.items()},
    "keuze": {
        "termijnbedrag_blijft": "Termijn blijft gelijk, eerder klaar", "einddatum_blijft": "Einddatum blijft gelijk, lagere termijnen",
        "aflossing_ineens": "Alles ineens aflossen op die dag",
    },
    "grond": {grond.value: woorden[:1].upper() + woorden[1:] for grond, woorden in GRONDEN.items()},
    "deel": {"hoofdsom": "Hoofdsom", "rente": "Rente", "kosten": "Kosten"},
    "methode": {code: woord.capitalize() for code, woord in METHODEN.items()},
}  # fmt: skip
MOTIVERINGEN = {
    "verzoek_debiteur": "Verzoek van de debiteur", "storno_bank": "Storno door de bank", "vergissing": "Vergissing",
    "bezwaar_of_beroep": "Uitkomst van bezwaar of beroep", "betaalt_niet": "De debiteur betaalt niet",
    "niet_verwijtbaar": "Niet te verwijten", "duurzaam_onvermogen": "De debiteur kan duurzaam niet betalen",
    "dringende_redenen": "Dringende redenen", "schuldregeling": "Schuldregeling", "toeslagengedupeerde": "Gedupeerde van de toeslagen",
    "verjaard": "De vordering is verjaard", "bedrijf_beeindigd": "Het bedrijf is beëindigd",
    "wettelijke_plicht": "De wet schrijft het voor",
    "beleid_gemeente": "Beleid van de gemeente",
}  # fmt: skip


def veldwoorden(soort: str, veld: str) -> tuple[str, str]:
    """The label and the help of a field."""
    return VELDEN.get(f"{soort}.{veld}") or VELDEN[veld]


def keuzes(lening: Lening) -> list[tuple[str, list[Soort]]]:
    """The decisions that can be about this loan as it is now, by group; the rules still judge each of them."""
    alle = ((groep, [soort for soort in soorten if _past(soort, lening)]) for groep, soorten in GROEPEN)
    return [(groep, soorten) for groep, soorten in alle if soorten]


def _past(soort: Soort, lening: Lening) -> bool:
    naam = soort.vast.get("soort") or soort.gegevens.model_fields["soort"].default
    if lening.status == "afgelost" and naam not in g.NA_AFLOSSING:
        return False
    if naam == "borgtochtclaim":
        return lening.product == "borgtocht"
    return soort.ook_tozo or lening.regeling != "tozo"
