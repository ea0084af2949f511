"""The words of papers: where one came from, why one is not good enough."""

from typing import Literal

Bron = Literal["loket", "partner", "ondernemer"]
Bestandssoort = Literal["pdf", "jpeg", "png", "docx", "xlsx", "ods"]
RedenAfwijzing = Literal[
    "onleesbaar", "onvolledig", "verouderd", "ander_stuk", "niet_getekend", "virus"
]
RedenVervallen = Literal["niet_nodig", "ander_dossier", "dubbel"]
Stukstatus = Literal["ontvangen", "gecontroleerd", "afgewezen", "vervallen"]
