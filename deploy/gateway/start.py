"""The doors of the start page: per role the question it has in mind, and the pages that answer it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Door:
    rol: str
    vraag: str
    adres: str
    naar: str
    ook: tuple[tuple[str, str], ...] = ()


DOORS = (
    Door(
        "Consulent",
        "Wat moet ik nu doen, en wat verloopt het eerst?",
        "/werkvoorraad",
        "Naar mijn werkvoorraad",
        (("/aanmeldingen", "Aanmeldingen"), ("/aanvragen", "Aanvragen")),
    ),
    Door(
        "Debiteurenbeheer",
        "Welke debiteuren hebben mij deze maand nodig, en waarom?",
        "/debiteuren",
        "Naar de debiteuren",
        (("/bank", "Bankbestanden"), ("/brieven", "Brieven")),
    ),
    Door(
        "Auditor",
        "Klopt elk bedrag, en op welke regel van de wet steunt het?",
        "/debiteuren",
        "Naar de leningen en hun boekregels",
        (("/parameters", "Parameters van de wet"),),
    ),
    Door(
        "Partner",
        "Welke gebeurtenissen krijg ik, en hoe sluit ik aan?",
        "/aansluiten",
        "Naar aansluiten",
    ),
    Door(
        "Beheer",
        "Draait alles, en loopt er iets achter?",
        "/stand",
        "Naar de stand van de onderdelen",
        (("/klok", "Klok"),),
    ),
    Door(
        "Nieuw hier",
        "Hoe werkt dit, en wat is echt?",
        "#zo-werkt-het",
        "Naar de uitleg",
    ),
)
