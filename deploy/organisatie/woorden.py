"""How the codes of the organisation are written for people."""

from collections.abc import Collection

from shared.contracts.organisatie import Boomsoort, Niveau, Onderwerp, Overdracht, Rol, Werkstap

ROLLEN: dict[Rol, str] = {
    "consulent": "consulent",
    "debiteuren": "debiteurenbeheerder",
    "auditor": "auditor",
    "partner": "partner",
    "beheer": "beheerder",
    "manager": "manager",
    "adviseur": "externe adviseur",
}
ONDERWERPEN: dict[Onderwerp, str] = {"aanvraag": "aanvragen", "schuld": "schulden"}
BOMEN: dict[Boomsoort, str] = {
    "bbz_uitvoering": "Wie het Bbz uitvoert",
    "arbeidsmarktregio": "Arbeidsmarktregio's",
}
NIVEAUS: dict[Niveau, str] = {"gemeente": "de gemeente zelf", "regio": "de regio samen"}
OVERDRACHT: dict[Overdracht, str] = {
    "warm": "warm, met beide namen",
    "schriftelijk": "schriftelijk",
    "geen": "geen overdracht",
}
STAPPEN: dict[Werkstap, str] = {
    "eerste_gesprek": "eerste gesprek",
    "beoordeling": "beoordelen",
    "besluit": "besluiten",
    "uitbetaling": "uitbetalen",
    "vaststelling": "jaar vaststellen",
    "debiteurenbeheer": "debiteuren volgen",
    "invordering": "invorderen",
    "kwijtschelding": "kwijtschelden",
    "rapportage": "verantwoorden",
}
TABS = (
    ("/organisatie", "Gebied"),
    ("/organisatie/medewerkers", "Medewerkers"),
    ("/organisatie/mandaten", "Mandaten"),
)
# Who gives out the work also says who may open what (ADR 26).
AFSCHERMEN = ("/organisatie/afschermingen", "Afgeschermde dossiers")


def tabs(path: str, rollen: Collection[str]) -> list[tuple[str, str, None, bool]]:
    """What there is for these roles."""
    alle = (*TABS, AFSCHERMEN) if {"manager", "auditor"} & set(rollen) else TABS
    return [(address, name, None, address == path) for address, name in alle]
