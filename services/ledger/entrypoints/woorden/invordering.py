"""The words of the page of the collection ladder, and which of its forms fit the moment."""

from typing import Literal

from services.ledger.domain.invordering import commands as v
from services.ledger.domain.invordering.state import Traject
from shared.begrippen import Waarde

WIE = {
    "debiteurenbeheer": "debiteurenbeheer",
    "consulent": "de consulent van het dossier",
    "tweede_persoon": "een tweede persoon met mandaat",
    "doorstart": "gaat vanzelf",
}
WIJZEN = {
    "telefoon": "Telefoon",
    "bezoek": "Bezoek",
    "op_kantoor": "Op kantoor",
    "video": "Videogesprek",
    "brief": "Brief",
    "mail": "Mail",
}
UITKOMSTEN = {"bereikt": "Gesproken", "niet_bereikt": "Niet bereikt"}
ONTVANGERS = {
    "deurwaarder": "Deurwaarder",
    "andere_gemeente": "Andere gemeente",
    "juridische_zaken": "Juridische zaken",
}
PAUZES = {
    "schuldregeling": "Er komt een schuldregeling",
    "moratorium": "Moratorium",
    "faillissement": "Surseance of faillissement",
    "bezwaar": "Bezwaar of beroep",
    "onderzoek": "Wij zoeken iets uit",
}
REDENEN = {
    "al_gesproken": "Al gesproken",
    "niet_bereikbaar": "Niet bereikbaar",
    "niet_zinvol": "Heeft nu geen zin",
    "beleid_gemeente": "Beleid van de gemeente",
    "spoed": "Spoed",
}
TITELS = {
    "contact": "Contact vastleggen",
    "gesprek": "Gesprek afspreken",
    "betaalafspraak": "Betaling afspreken",
    "aanmaning": "Aanmaning sturen",
    "dwangbevel": "Dwangbevel uitvaardigen",
    "overdracht": "Overdragen",
    "overslaan": "Stap overslaan",
    "pauze": "Invordering stilzetten",
    "hervatten": "Weer verder gaan",
}
# What cannot be taken back is shown before it is done, with the words of its button.
KNOP = {
    "aanmaning": "Verstuur de aanmaning",
    "dwangbevel": "Vaardig het dwangbevel uit",
    "overdracht": "Draag over",
}
UITLEG = {
    "contact": "Leg vast dat u de debiteur sprak, of dat u het probeerde.",
    "gesprek": "De ladder wacht tot na deze dag.",
    "betaalafspraak": "De ladder wacht tot en met deze dag. Daarna kijkt Doorstart of het bedrag binnen is.",
    "aanmaning": "De brief gaat vandaag klaar voor de post. De debiteur heeft daarna twee weken om te betalen.",
    "dwangbevel": "Dit kan alleen met mandaat, en alleen voor het bedrag van de aanmaning.",
    "overdracht": "De invordering gaat naar een ander. Doorstart blijft volgen wat er binnenkomt.",
    "overslaan": "De volgende stap komt dan aan de beurt.",
    "pauze": "Er gaat geen aanmaning uit en er volgt geen andere stap, tot de dag die u kiest.",
    "hervatten": "De pauze of de afspraak eindigt vandaag.",
}
GEDAAN = {
    "contact": "het contact",
    "gesprek": "het gesprek dat is afgesproken",
    "betaalafspraak": "de betaalafspraak",
    "aanmaning": "de aanmaning, de brief gaat op de post",
    "dwangbevel": "het dwangbevel",
    "overdracht": "de overdracht",
    "overslaan": "de stap is overgeslagen",
    "pauze": "de invordering staat stil",
    "hervatten": "de invordering gaat verder",
}
LABELS = {
    "wijze": "Hoe",
    "uitkomst": "Uitkomst",
    "op": "Dag",
    "bedrag": "Bedrag",
    "aan": "Aan wie",
    "reden": "Reden",
    "tot": "Tot",
    "stap": "Stap",
}
FORMULIEREN: dict[str, type[Waarde]] = {
    "contact": v.Contact,
    "gesprek": v.Gesprek,
    "betaalafspraak": v.Betaalafspraak,
    "aanmaning": v.VerstuurAanmaning,
    "dwangbevel": v.Dwangbevel,
    "overdracht": v.Overdracht,
    "overslaan": v.Overslaan,
    "pauze": v.Pauzeer,
    "hervatten": v.Hervat,
}
BIJ_STAP = {
    "contact": "contact",
    "gesprek": "contact",
    "aanmaning": "aanmaning",
    "tweede_aanmaning": "aanmaning",
    "dwangbevel": "dwangbevel",
    "overdracht": "overdracht",
    "opnieuw_bekijken": "overslaan",
}
OVER_TE_SLAAN = (
    "contact",
    "aanmaning",
    "tweede_aanmaning",
    "opeising",
    "dwangbevel",
    "overdracht",
    "opnieuw_bekijken",
)
Soort = Literal[
    "contact",
    "gesprek",
    "betaalafspraak",
    "aanmaning",
    "dwangbevel",
    "overdracht",
    "overslaan",
    "pauze",
    "hervatten",
]


def mogelijk(traject: Traject) -> list[str]:
    """The forms that fit the ladder as it stands; what is next comes first."""
    gepland = traject.volgende
    if gepland is None:
        return []
    eerst = [BIJ_STAP[gepland.stap]] if gepland.stap in BIJ_STAP else []
    altijd = ["contact", "gesprek", "betaalafspraak", "pauze"]
    eigen = [pauze for pauze in traject.pauzes if pauze.bron is None]
    verder = ["hervatten"] if eigen or (traject.afspraak and not traject.pauzes) else []
    over = ["overslaan"] if gepland.stap in OVER_TE_SLAAN else []
    return list(dict.fromkeys([*eerst, *altijd, *over, *verder]))
