"""The decisions about a loan in the words of who takes them: what it is called, on which article, and what each field asks."""

from dataclasses import dataclass, field
from typing import Any

from services.ledger.domain.lening import gegevens as g
from services.ledger.domain.lening.gevraagd import (
    GevraagdeAchterstandKwijt,
    GevraagdeKosten,
    GevraagdeKwijtschelding,
    GevraagdOmNiet,
)
from services.ledger.domain.lening.state import Lening


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
        return (
            self.vast.get("soort") or self.gegevens.model_fields["soort"].default
        ) in g.VIER_OGEN


BETALEN = (
    Soort(
        "uitstel",
        "Uitstel geven",
        "Bbz art. 41; Tozo: Awb 4:94",
        "De debiteur hoeft een tijd niet af te lossen.",
        g.Uitstel,
        "verzoek_debiteur",
    ),
    Soort(
        "uitstelintrekking",
        "Uitstel intrekken",
        "Awb 4:96",
        "De debiteur lost weer af vanaf een dag.",
        g.Uitstelintrekking,
        "verzoek_debiteur",
    ),
    Soort(
        "betaalkeuze",
        "Keuze bij een extra aflossing",
        "Awb 4:92 lid 2",
        "De debiteur betaalde meer dan nodig en zegt wat dat doet.",
        g.Betaalkeuze,
        "verzoek_debiteur",
    ),
    Soort(
        "terugstorting",
        "Tegoed terugstorten",
        "BW 6:203",
        "De debiteur krijgt terug wat te veel is betaald.",
        g.Terugstorting,
        "verzoek_debiteur",
    ),
    Soort(
        "kosten",
        "Kosten in rekening brengen",
        "Awb 4:113, 4:120",
        "De debiteur betaalt kosten van aanmaning of invordering.",
        GevraagdeKosten,
        "betaalt_niet",
    ),
)


HERSTELLEN = (
    Soort(
        "storno",
        "Storno van een ontvangst",
        "Awb 4:89 lid 3",
        "De bank draaide een betaling terug.",
        g.Herroeping,
        "storno_bank",
        {"soort": "storno"},
    ),
    Soort(
        "correctie",
        "Een mutatie herstellen",
        "rekenregels A-22",
        "Een eerdere boeking was een vergissing.",
        g.Herroeping,
        "vergissing",
        {"soort": "correctie"},
    ),
)


INVORDEREN = (
    Soort(
        "opeising",
        "Lening opeisen",
        "Bbz art. 39 en 41; Tozo art. 16",
        "De hele lening moet ineens terug.",
        g.Opeising,
        "betaalt_niet",
    ),
    Soort(
        "wettelijke_rente",
        "Wettelijke rente vaststellen",
        "Bbz art. 41 lid 5; Awb 4:98",
        "Over de achterstand komt wettelijke rente.",
        g.WettelijkeRente,
        "betaalt_niet",
    ),
    Soort(
        "buiten_invordering",
        "Invordering stoppen",
        "Awb titel 4.4",
        "De schuld blijft bestaan, maar wij innen niet meer.",
        g.BuitenInvordering,
        "beleid_gemeente",
        {"hervat": False},
    ),
    Soort(
        "invordering_hervat",
        "Invordering hervatten",
        "Awb titel 4.4",
        "Wij innen weer.",
        g.BuitenInvordering,
        "beleid_gemeente",
        {"hervat": True},
    ),
)


KWIJTSCHELDEN = (
    Soort(
        "rentekwijtschelding",
        "Rente kwijtschelden",
        "Bbz art. 21",
        "Het inkomen van een boekjaar bleef onder de jaarnorm.",
        g.Rentekwijtschelding,
        "wettelijke_plicht",
        ook_tozo=False,
    ),
    Soort(
        "kwijtschelding",
        "Schuld kwijtschelden",
        "beleid van de gemeente",
        "De debiteur hoeft een deel niet terug te betalen.",
        GevraagdeKwijtschelding,
        "dringende_redenen",
    ),
    Soort(
        "schuldregeling",
        "Schuldregeling treffen",
        "Bbz art. 42",
        "Wij werken mee aan een regeling met alle schuldeisers.",
        g.Schuldregeling,
        "schuldregeling",
    ),
    Soort(
        "achterstand_kwijt",
        "Achterstand kwijtschelden",
        "toeslagenaffaire, verjaring",
        "Wat vervallen is, vervalt; bij verjaring alleen wat verjaard is.",
        GevraagdeAchterstandKwijt,
        "toeslagengedupeerde",
        {"verjaring": False, "stuitingen": (), "verlengingen": ()},
    ),
    Soort(
        "om_niet",
        "Om niet verklaren",
        "Bbz art. 29; oud art. 21 lid 1",
        "Hoofdsom wordt bijstand die niet terug hoeft.",
        GevraagdOmNiet,
        "wettelijke_plicht",
        ook_tozo=False,
    ),
)


BEDRIJF = (
    Soort(
        "einde_bedrijf",
        "Bedrijf is beëindigd",
        "Bbz art. 43",
        "De ondernemer stopt; de lening kan renteloos worden.",
        g.EindeBedrijf,
        "bedrijf_beeindigd",
        ook_tozo=False,
    ),
    Soort(
        "draagkracht",
        "Draagkracht vaststellen",
        "Bbz art. 43 lid 2",
        "De helft van het inkomen boven de norm gaat naar de lening.",
        g.Draagkracht,
        "bedrijf_beeindigd",
        ook_tozo=False,
    ),
    Soort(
        "omzetting",
        "Voorbereidingskrediet omzetten",
        "Bbz art. 29",
        "Het bedrijf start; het krediet wordt een lening met rente.",
        g.Omzetting,
        "wettelijke_plicht",
        ook_tozo=False,
    ),
)


BORGTOCHT = (
    Soort(
        "borgtochtclaim",
        "Borgtocht uitwinnen",
        "Bbz art. 16",
        "De bank roept de borgtocht in; wij betalen de hoofdsom.",
        g.Borgtochtclaim,
        "betaalt_niet",
        ook_tozo=False,
    ),
)


GROEPEN = (
    ("Betalen en uitstel", BETALEN),
    ("Herstellen", HERSTELLEN),
    ("Invorderen", INVORDEREN),
    ("Kwijtschelden", KWIJTSCHELDEN),
    ("Bedrijf", BEDRIJF),
    ("Borgtocht", BORGTOCHT),
)


SOORTEN = {soort.code: soort for _, soorten in GROEPEN for soort in soorten}


def keuzes(lening: Lening) -> list[tuple[str, list[Soort]]]:
    """The decisions that can be about this loan as it is now, by group; the rules still judge each of them."""
    alle = (
        (groep, [soort for soort in soorten if _past(soort, lening)]) for groep, soorten in GROEPEN
    )
    return [(groep, soorten) for groep, soorten in alle if soorten]


def _past(soort: Soort, lening: Lening) -> bool:
    naam = soort.vast.get("soort") or soort.gegevens.model_fields["soort"].default
    if lening.status == "afgelost" and naam not in g.NA_AFLOSSING:
        return False
    if naam == "borgtochtclaim":
        return lening.product == "borgtocht"
    return soort.ook_tozo or lening.regeling != "tozo"
