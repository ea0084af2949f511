"""The main menu of each role, and where a page belongs in it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

Rollen = frozenset[str]


@dataclass(frozen=True)
class Ingang:
    """One entry: its address, its words, and the roles that have it in their menu."""

    adres: str
    naam: str
    rollen: Rollen


def _voor(*rollen: str) -> Rollen:
    return frozenset(rollen)


INGANGEN = (
    Ingang("/werkvoorraad", "Werkvoorraad", _voor("consulent", "adviseur", "auditor")),
    Ingang("/aanmeldingen", "Aanmeldingen", _voor("consulent")),
    Ingang("/stukken", "Stukken", _voor("consulent")),
    Ingang("/aanvragen", "Aanvragen", _voor("consulent", "auditor", "adviseur")),
    Ingang("/debiteuren", "Debiteuren", _voor("consulent", "debiteuren", "auditor")),
    Ingang("/vaststellingen", "Vaststellingen", _voor("debiteuren", "auditor")),
    Ingang("/bank", "Bank", _voor("debiteuren", "auditor")),
    Ingang("/brieven", "Brieven", _voor("consulent", "debiteuren", "auditor")),
    Ingang("/stand", "Stand", _voor("beheer", "manager")),
    Ingang("/organisatie", "Organisatie", _voor("beheer", "manager", "auditor")),
    Ingang("/aansluiten", "Aansluiten", _voor("beheer", "partner")),
)
# What people look up now and then, and what only the demo has, stands at the bottom of every page.
ONDERAAN = (
    ("/", "Startpagina"),
    ("/parameters", "Parameters"),
    ("/stand", "Stand"),
    ("/toegankelijkheid", "Toegankelijkheid"),
)
KLOK = ("/klok", "Klok")
_MEDEWERKERS = _voor("consulent", "debiteuren", "adviseur", "auditor", "manager", "beheer")
# Of what stands at the bottom, what not everybody may open.
_ALLEEN_VOOR = {"/parameters": _MEDEWERKERS}
_OOK_ONDER = {
    "/dossiers": "/werkvoorraad",
    "/personen": "/aanmeldingen",
    "/leningen": "/debiteuren",
    "/vorderingen": "/debiteuren",
}


def menu(rollen: Collection[str]) -> Sequence[Ingang]:
    """What these roles have in their menu together, in one order for everybody."""
    eigen = frozenset(rollen)
    return [ingang for ingang in INGANGEN if ingang.rollen & eigen]


def onderaan(rollen: Collection[str], *, demo: bool) -> Sequence[tuple[str, str]]:
    """The links at the bottom for these roles; only the demo lets people move the clock."""
    eigen = frozenset(rollen)
    open_voor = [
        (adres, naam)
        for adres, naam in ONDERAAN
        if adres not in _ALLEEN_VOOR or _ALLEEN_VOOR[adres] & eigen
    ]
    return [*open_voor, KLOK] if demo else open_voor


def hoort_bij(path: str) -> str:
    """The entry that a page belongs to, such as `/debiteuren` for a loan."""
    first = "/" + path.lstrip("/").partition("/")[0]
    return _OOK_ONDER.get(first, first)
