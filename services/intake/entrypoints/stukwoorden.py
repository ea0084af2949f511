"""How the codes of papers are written: for the desk, and for the entrepreneur who has to find the paper."""

from services.intake.domain.stukken.begrippen import (
    Bron,
    RedenAfwijzing,
    RedenVervallen,
    Stukstatus,
)
from services.intake.domain.stukken.overzicht import Soortstand
from shared import stukken
from shared.stukken import Stuksoort

SOORTEN = stukken.SOORTEN
UITLEG: dict[Stuksoort, str] = {
    "aanvraagformulier": "Het formulier van de gemeente, ingevuld en met uw handtekening.",
    "legitimatie": "Uw paspoort of identiteitskaart: de kant met uw foto.",
    "jaarcijfers": "De balans en de winst- en verliesrekening van uw bedrijf, van de laatste jaren.",
    "aangifte_inkomstenbelasting": "Uw laatste aangifte inkomstenbelasting.",
    "aangifte_omzetbelasting": "Uw laatste btw-aangiften.",
    "bankafschriften": "Van uw zakelijke rekening en van uw eigen rekening, van de laatste drie maanden.",
    "ondernemingsplan": "Het plan voor uw bedrijf: wat gaat u doen, voor wie, en hoe verdient u geld?",
    "begroting": "Wat u denkt te verdienen en uit te geven.",
    "offertes": "De prijzen van wat u met het geld wilt kopen.",
    "uittreksel_kvk": "Het uittreksel van uw bedrijf uit het Handelsregister.",
    "overzicht_schulden": "Aan wie u geld moet betalen, en hoeveel.",
    "huurcontract": "Het huurcontract van uw woning of bedrijf.",
    "bewijs_van_inkomen": "Wat er bij u thuis verder binnenkomt, zoals een loonstrook of een uitkering.",
    "overig": "Een ander stuk dat wij moeten zien.",
}
BRONNEN: dict[Bron, str] = {
    "loket": "aan het loket",
    "partner": "via een partner",
    "ondernemer": "door de ondernemer",
}
STATUS: dict[Stukstatus, str] = {
    "ontvangen": "te controleren",
    "gecontroleerd": "gecontroleerd",
    "afgewezen": "afgewezen",
    "vervallen": "vervallen",
}
SOORTSTANDEN: dict[Soortstand, str] = {
    "niet_gevraagd": "niet gevraagd",
    "gevraagd": "gevraagd",
    "te_laat": "gevraagd, te laat",
    "afgewezen": "afgewezen, niet opnieuw gevraagd",
    "te_controleren": "binnen, nog niet gecontroleerd",
    "er_volgt_meer": "nog niet volledig binnen",
    "gecontroleerd": "gecontroleerd",
    "niet_nodig": "niet meer nodig",
}
AFWIJZING: dict[RedenAfwijzing, str] = {
    "onleesbaar": "Het is niet te lezen",
    "onvolledig": "Er ontbreekt iets aan",
    "verouderd": "Het is te oud",
    "ander_stuk": "Het is een ander stuk dan gevraagd",
    "niet_getekend": "De handtekening ontbreekt",
    "virus": "Er zit een virus in",
}
# A scanner finds a virus, no person.
KIESBAAR = {reden: tekst for reden, tekst in AFWIJZING.items() if reden != "virus"}
VERVALLEN: dict[RedenVervallen, str] = {
    "niet_nodig": "Het is niet nodig",
    "ander_dossier": "Het hoort bij een ander dossier",
    "dubbel": "Het zit er dubbel in",
}
WERK = {
    "te_controleren": "Te controleren",
    "te_laat": "Te laat",
    "gevraagd": "Gevraagd, nog niet binnen",
}
LABELS = {
    "bestand": "Bestand",
    "soort": "Soort stuk",
    "bron": "Hoe kwam het binnen",
    "soorten": "Welke stukken",
    "waarvoor": "Waarvoor",
    "hersteltermijn_tot": "Laatste dag",
    "reden": "Reden",
    "tekst": "Notitie",
    "code": "Code",
}
