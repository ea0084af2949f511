"""The code lists of an application."""

from typing import Literal

Soort = Literal["bedrijfskapitaal", "levensonderhoud"]
Product = Literal["bedrijfskapitaal_rentedragend", "bedrijfskapitaal_renteloos", "voorbereidingskrediet"]
Advies = Literal["toewijzen", "afwijzen"]
RedenAfwijzing = Literal[
    "niet_levensvatbaar", "geen_zelfstandige", "beeindigt_bedrijf", "te_veel_vermogen", "andere_voorziening",
]  # fmt: skip
