"""The steps of the collection ladder: the one list for whoever plans them and whoever shows them."""

from typing import Literal

Stap = Literal[
    "contact",
    "aanmaning",
    "tweede_aanmaning",
    "opeising",
    "dwangbevel",
    "overdracht",
    "opnieuw_bekijken",
    "gesprek",
    "afspraak_nakijken",
    "aanmaning_versturen",
    "hervatten",
]
