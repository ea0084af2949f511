"""The text of a letter that asks for papers: which, until when, how to hand in, and what follows when they stay away (Awb 4:5, 4:15)."""

from services.notify.domain.brief import Afzender, Deel, Inlevercode, Regel, voluit
from services.notify.domain.gegevens import Stukkenverzoekgegevens

STUKKEN = {
    "aanvraagformulier": "Het aanvraagformulier, met uw handtekening",
    "legitimatie": "Uw paspoort of identiteitskaart: de kant met uw foto",
    "jaarcijfers": "De jaarcijfers van uw bedrijf, van de laatste jaren",
    "aangifte_inkomstenbelasting": "Uw laatste aangifte inkomstenbelasting",
    "aangifte_omzetbelasting": "Uw laatste btw-aangiften",
    "bankafschriften": "Bankafschriften van de laatste drie maanden, zakelijk en privé",
    "ondernemingsplan": "Het plan voor uw bedrijf",
    "begroting": "Een begroting: wat u denkt te verdienen en uit te geven",
    "offertes": "Offertes van wat u wilt kopen",
    "uittreksel_kvk": "Een uittreksel van de KvK",
    "overzicht_schulden": "Een overzicht van uw schulden: aan wie, en hoeveel",
    "huurcontract": "Uw huurcontract",
    "bewijs_van_inkomen": "Een bewijs van ander inkomen, zoals een loonstrook",
    "overig": "Een ander stuk, zoals wij met u bespraken",
}
REDENEN = {
    "onleesbaar": "Wij konden het niet lezen.",
    "onvolledig": "Er ontbrak iets aan.",
    "verouderd": "Het was te oud.",
    "ander_stuk": "Het was een ander stuk dan wij vroegen.",
    "niet_getekend": "De handtekening ontbrak.",
    "virus": "Er zat een computervirus in. Laat uw computer nakijken voordat u het opnieuw stuurt.",
}


def betreft(gegevens: Stukkenverzoekgegevens) -> str:
    return "Wij vragen u een stuk opnieuw" if gegevens.na_afwijzing else "Wij vragen u om stukken"


def delen(
    gegevens: Stukkenverzoekgegevens, afzender: Afzender, inlevercode: Inlevercode
) -> tuple[Deel, ...]:
    return (
        Deel(
            alineas=_waarom(gegevens),
            overzicht_kop="Dit hebben wij van u nodig",
            overzicht=(
                *(
                    Regel(omschrijving=f"Stuk {nummer}", waarde=STUKKEN.get(soort, soort))
                    for nummer, soort in enumerate(gegevens.soorten, 1)
                ),
                Regel(omschrijving="Uiterlijk", waarde=voluit(gegevens.hersteltermijn_tot)),
            ),
        ),
        Deel(kop="Hoe levert u in?", alineas=_hoe(afzender, inlevercode)),
        Deel(kop="Lukt het niet op tijd?", alineas=_gevolg(gegevens, afzender)),
    )


def _waarom(gegevens: Stukkenverzoekgegevens) -> tuple[str, ...]:
    if gegevens.na_afwijzing:
        waarom = REDENEN.get(gegevens.na_afwijzing, "Het was niet goed genoeg.")
        return (f"U stuurde ons een stuk. Dat konden wij niet gebruiken. {waarom}",)
    if gegevens.is_aanvraag:
        return ("Uw aanvraag is nog niet compleet. Met deze stukken kunnen wij verder.",)
    return ("Wij kijken eerst hoe uw bedrijf ervoor staat. Daarna bespreken wij met u wat past.",)


def _hoe(afzender: Afzender, inlevercode: Inlevercode) -> tuple[str, ...]:
    zelf = f"Breng of stuur de stukken naar {', '.join(afzender.adres)}. Langskomen kan ook: {afzender.bezoekadres}."
    if not inlevercode.code:
        return (zelf,)
    return (
        f"Ga naar {inlevercode.adres} en vul deze code in: {inlevercode.code}. Geef de code aan niemand anders.",
        "Een foto van het stuk is ook goed.",
        f"Liever op papier? {zelf}",
    )


def _gevolg(gegevens: Stukkenverzoekgegevens, afzender: Afzender) -> tuple[str, ...]:
    bel = f"Bel ons dan meteen: {afzender.telefoon} ({afzender.bereikbaar}). Wij kijken met u mee."
    if not gegevens.is_aanvraag:
        return (bel,)
    stil = (
        "Wij moeten binnen een vaste tijd beslissen. Die tijd staat stil vanaf de dag na deze vraag, tot alles binnen is of de laatste"
        " dag voorbij is (artikel 4:15 van de Algemene wet bestuursrecht)."
    )
    buiten = (
        "Krijgen wij de stukken niet op tijd, dan kunnen wij besluiten om uw aanvraag niet te behandelen (artikel 4:5 van de Algemene wet"
        " bestuursrecht)."
    )
    return (bel, buiten, stil) if gegevens.schort_op else (bel, buiten)
