"""The code lists of an application."""

from typing import Literal

Soort = Literal["bedrijfskapitaal", "levensonderhoud"]
Product = Literal[
    "bedrijfskapitaal_rentedragend", "bedrijfskapitaal_renteloos", "voorbereidingskrediet"
]
Advies = Literal["toewijzen", "afwijzen"]
Bijstandsvorm = Literal["renteloze_lening", "om_niet"]
Normbron = Literal["staatscourant", "uitkeringsadministratie"]
Verlengingsgrond = Literal["tijdelijke_oorzaak_van_buiten", "verzoek_ondernemer"]
RedenAfwijzing = Literal[
    "niet_levensvatbaar",
    "geen_zelfstandige",
    "beeindigt_bedrijf",
    "te_veel_vermogen",
    "andere_voorziening",
]
