"""Why somebody decides: codes, never the words of a person. Stored for ever."""

from typing import Literal

Motivering = Literal[
    "verzoek_debiteur",
    "storno_bank",
    "vergissing",
    "bezwaar_of_beroep",
    "betaalt_niet",
    "niet_verwijtbaar",
    "duurzaam_onvermogen",
    "dringende_redenen",
    "schuldregeling",
    "toeslagengedupeerde",
    "verjaard",
    "bedrijf_beeindigd",
    "wettelijke_plicht",
    "beleid_gemeente",
]
