"""The words of papers: which kinds there are, where one came from, why one is not good enough."""

from typing import Literal

Stuksoort = Literal[
    "aanvraagformulier",
    "legitimatie",
    "jaarcijfers",
    "aangifte_inkomstenbelasting",
    "aangifte_omzetbelasting",
    "bankafschriften",
    "ondernemingsplan",
    "begroting",
    "offertes",
    "uittreksel_kvk",
    "overzicht_schulden",
    "huurcontract",
    "bewijs_van_inkomen",
    "overig",
]
Bron = Literal["loket", "partner", "ondernemer"]
Bestandssoort = Literal["pdf", "jpeg", "png", "docx", "xlsx", "ods"]
RedenAfwijzing = Literal[
    "onleesbaar", "onvolledig", "verouderd", "ander_stuk", "niet_getekend", "virus"
]
RedenVervallen = Literal["niet_nodig", "ander_dossier", "dubbel"]
Stukstatus = Literal["ontvangen", "gecontroleerd", "afgewezen", "vervallen"]
