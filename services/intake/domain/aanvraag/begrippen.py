"""The code list of what is asked."""

from typing import Literal

# What capital is asked for; it says nothing yet about what is granted.
Bestemming = Literal[
    "inrichting",
    "voorraad",
    "vervoermiddel",
    "verbouwing",
    "werkkapitaal",
    "bedrijfsschulden",
    "overname",
    "voorbereiding",
    "anders",
]
