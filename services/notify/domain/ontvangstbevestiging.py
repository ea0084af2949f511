"""The text of an ontvangstbevestiging: we have your request, and this team is yours. It promises no outcome."""

from services.notify.domain.brief import Afzender, Deel, Regel, voluit
from services.notify.domain.gegevens import Ontvangstgegevens
from shared.begrippen import Hulpvraag

HULPVRAGEN: dict[Hulpvraag, str] = {
    "levensonderhoud": "geld om van te leven",
    "bedrijfskapitaal": "geld voor uw bedrijf",
    "schulden": "hulp bij schulden",
    "bedrijf_versterken": "uw bedrijf sterker maken",
    "bedrijf_starten": "een bedrijf starten",
    "bedrijf_beeindigen": "stoppen met uw bedrijf",
    "werk_in_loondienst": "werk in loondienst",
}


def betreft(gegevens: Ontvangstgegevens) -> str:
    return (
        "Uw aanmelding"
        if gegevens.ontvangen_op is None
        else f"Uw aanmelding van {voluit(gegevens.ontvangen_op)}"
    )


def delen(gegevens: Ontvangstgegevens, afzender: Afzender) -> tuple[Deel, ...]:
    wanneer = "" if gegevens.ontvangen_op is None else f" op {voluit(gegevens.ontvangen_op)}"
    snel = "U liet weten dat er haast bij is. Wij nemen daarom zo snel mogelijk contact met u op."
    gewoon = "Een medewerker van dit team neemt contact met u op voor een eerste gesprek."
    return (
        Deel(
            alineas=(
                f"Wij hebben uw aanmelding{wanneer} ontvangen. Goed dat u zich heeft gemeld.",
                *_gevraagd(gegevens),
            )
        ),
        Deel(
            kop="Wie u helpt",
            alineas=(
                f"Uw aanmelding ligt bij ons team: {gegevens.team}. {snel if gegevens.is_spoed else gewoon}",
            ),
            overzicht_kop="Contact",
            overzicht=(
                Regel(omschrijving="Uw team", waarde=gegevens.team),
                Regel(
                    omschrijving="Telefoon", waarde=f"{afzender.telefoon} ({afzender.bereikbaar})"
                ),
                Regel(omschrijving="E-mail", waarde=afzender.email),
                Regel(omschrijving="Langskomen", waarde=afzender.bezoekadres),
            ),
        ),
        Deel(
            kop="Verandert er iets?",
            alineas=(
                "Laat het ons weten als uw situatie verandert. Bel ons meteen als u uit uw huis of bedrijf moet, als gas, water of stroom"
                " wordt afgesloten, of als er beslag wordt gelegd.",
            ),
        ),
    )


def _gevraagd(gegevens: Ontvangstgegevens) -> tuple[str, ...]:
    woorden = [HULPVRAGEN[code] for code in gegevens.hulpvraag]
    if not woorden:
        return ()
    opsomming = f"{', '.join(woorden[:-1])} en {woorden[-1]}" if len(woorden) > 1 else woorden[0]
    return (f"U vroeg om: {opsomming}.",)
