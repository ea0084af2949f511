"""Codes as people read them."""

from services.routing.domain.stukken import RedenZonderStukken
from services.routing.domain.weigeringen import STANDEN
from services.routing.projections.werkvoorraad import Blad
from shared.begrippen import Groep, Hulpvraag, Instrument
from shared.stukken import in_woorden

GROEPEN: dict[Groep, str] = {
    "gevestigd": "gevestigde ondernemer",
    "starter": "starter",
    "ouder": "oudere ondernemer",
    "beeindigend": "stopt met het bedrijf",
    "marginaal": "klein bedrijf met blijvend laag inkomen",
    "binnenvaart": "binnenvaart",
}
HULPVRAGEN: dict[Hulpvraag, str] = {
    "levensonderhoud": "geld om van te leven",
    "bedrijfskapitaal": "geld voor het bedrijf",
    "schulden": "hulp bij schulden",
    "bedrijf_versterken": "het bedrijf versterken",
    "bedrijf_starten": "een bedrijf starten",
    "bedrijf_beeindigen": "stoppen met het bedrijf",
    "werk_in_loondienst": "werk in loondienst",
}
INSTRUMENTEN: dict[Instrument, str] = {
    "bbz_krediet": "krediet uit het Bbz",
    "bbz_levensonderhoud": "geld om van te leven uit het Bbz",
    "schuldhulpverlening": "schuldhulpverlening",
    "ondernemersadvies": "advies van een ondernemersadviseur",
    "coaching": "coaching",
    "voorbereiding_starter": "voorbereiding van de start",
    "stopbegeleiding": "begeleiding bij stoppen",
    "mobiliteitsteam": "mobiliteitsteam",
}
ROUTES = {1: "het bedrijf versterken", 2: "problemen oplossen", 3: "een baan of bijbaan"}
HERKOMSTEN = {"wet": "volgens de wet", "belofte": "onze belofte", "afspraak": "afspraak"}
BLADEN: dict[Blad, str] = {
    "mij": "Van mij",
    "team": "Mijn team",
    "wacht": "Wacht",
    "gesluimerd": "Gesluimerd",
    "alles": "Alles",
    "afgesloten": "Afgesloten",
}
REDENEN_KEUZE = (
    ("gesprek", "Na een gesprek met de ondernemer"),
    ("wens_ondernemer", "De ondernemer wil dit zelf"),
    ("nieuwe_informatie", "Er is nieuwe informatie"),
    ("geen_regel_past", "Geen regel past"),
)
STUKSTANDEN = STANDEN
ZONDER_STUKKEN: dict[RedenZonderStukken, str] = {
    "spoed": "Er is spoed: wachten op de stukken kan niet",
    "stukken_bestaan_niet": "De stukken zijn er niet, bijvoorbeeld omdat het bedrijf pas begint",
    "anders_ingezien": "De cijfers zijn op een andere manier bekeken, bijvoorbeeld op kantoor",
    "niet_nodig": "Voor deze hulp zijn de stukken niet nodig",
}
VORMEN = (
    ("telefoon", "Aan de telefoon"),
    ("op_kantoor", "Op kantoor"),
    ("bij_de_ondernemer", "Bij de ondernemer"),
    ("video", "Via video"),
)
AANVRAAGSTANDEN = {
    "geopend": "wordt beoordeeld",
    "beoordeeld": "beoordeeld, nog niet getekend",
    "geweigerd": "verstrekking geweigerd, nog open",
    "wacht_op_aanvulling": "wacht op gegevens van de ondernemer",
    "verstrekt": "krediet verstrekt",
    "toegekend": "levensonderhoud toegekend",
    "afgewezen": "afgewezen",
    "buiten_behandeling": "buiten behandeling gesteld",
    "ingetrokken": "ingetrokken",
}


def stuk(soort: str) -> str:
    """A kind of paper at the start of a line."""
    naam = in_woorden(soort)
    return naam[:1].upper() + naam[1:]
