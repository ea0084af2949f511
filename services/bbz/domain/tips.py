"""What the office advises who is refused: codes with the sentence of the letter. With them a next application is better."""

from typing import Literal

Tip = Literal[
    "ondernemingsplan",
    "jaarcijfers",
    "omzet_onderbouwen",
    "kosten_verlagen",
    "andere_financiering",
    "schulden_regelen",
    "vakkennis",
    "uren_aantonen",
    "eigen_geld",
]

TIPS: dict[Tip, str] = {
    "ondernemingsplan": "Werk het ondernemingsplan verder uit, met een begroting voor de komende twee jaar.",
    "jaarcijfers": "Laat de jaarcijfers van de afgelopen jaren opmaken en lever ze mee.",
    "omzet_onderbouwen": "Laat zien waar de omzet vandaan komt, zoals met opdrachten of offertes.",
    "kosten_verlagen": "Verlaag de vaste kosten van het bedrijf of van het huishouden.",
    "andere_financiering": "Vraag eerst of een bank of een andere geldgever mee wil doen.",
    "schulden_regelen": "Maak eerst afspraken over de schulden die er zijn.",
    "vakkennis": "Volg een cursus ondernemen of vul de vakkennis aan.",
    "uren_aantonen": "Houd bij hoeveel uren u in het bedrijf werkt.",
    "eigen_geld": "Zet eerst eigen geld of bezit in dat niet nodig is voor het bedrijf.",
}
