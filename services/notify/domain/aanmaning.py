"""The text of an aanmaning: the sum, the last day, how to pay, what happens otherwise, and whom to call (Awb 4:112, 4:113)."""

from datetime import date

from services.notify.domain.brief import Afzender, Deel, Regel, leesbaar, voluit
from services.notify.domain.gegevens import Aanmaningsgegevens
from shared.dates import geteld
from shared.money import bedrag
from shared.parameters import Parameterset
from shared.recht.termijnen import wekentermijn


def betreft(gegevens: Aanmaningsgegevens) -> str:
    return (
        "Tweede aanmaning: betaal uw achterstand"
        if gegevens.is_tweede
        else "Aanmaning: betaal uw achterstand"
    )


def laatste_dag(datum: date, parameters: Parameterset) -> date:
    """The day that the ledger counts with too (Awb 4:112 lid 1)."""
    return wekentermijn("aanmaning", datum, parameters).laatste_dag


def delen(
    gegevens: Aanmaningsgegevens, afzender: Afzender, datum: date, parameters: Parameterset
) -> tuple[Deel, ...]:
    tot = voluit(laatste_dag(datum, parameters))
    return (
        Deel(
            alineas=(
                *_wat_er_is(gegevens, tot),
                "Heeft u intussen betaald? Dan hoeft u niets meer te doen.",
            )
        ),
        Deel(
            kop="Zo kunt u betalen",
            alineas=(
                "Maak het hele bedrag over. Zet het betalingskenmerk erbij. Dan komt uw betaling op de goede plek.",
            ),
            overzicht_kop="Betaalgegevens",
            overzicht=(
                *_bedragen(gegevens),
                Regel(omschrijving="Rekening (IBAN)", waarde=afzender.iban),
                Regel(omschrijving="Op naam van", waarde=afzender.op_naam_van),
                Regel(omschrijving="Betalingskenmerk", waarde=leesbaar(gegevens.betalingskenmerk)),
                Regel(omschrijving="Betaal uiterlijk", waarde=tot),
            ),
        ),
        Deel(kop="Wat gebeurt er als u niet betaalt?", alineas=_wat_volgt(gegevens, tot)),
        Deel(
            kop="Lukt betalen niet?",
            alineas=(
                f"Bel ons dan meteen: {afzender.telefoon} ({afzender.bereikbaar}). Wij kijken samen met u wat wel kan. Misschien kunt u"
                " in kleinere stappen betalen, of later. Wacht niet te lang: hoe eerder u belt, hoe meer wij voor u kunnen doen.",
            ),
        ),
    )


def _wat_er_is(gegevens: Aanmaningsgegevens, tot: str) -> tuple[str, ...]:
    som = bedrag(gegevens.bedrag_cent)
    if gegevens.is_vordering:
        wat = f"Wij hebben u gevraagd om geld terug te betalen. De termijn daarvoor is voorbij. Er staat nog {som} open."
    elif gegevens.is_na_beschikking:
        wat = f"Wij hebben u gevraagd om uw schuld in één keer te betalen. De termijn daarvoor is voorbij. Er staat nog {som} open."
    elif not gegevens.gemiste_termijnen:
        wat = f"Wij hebben niet op tijd ontvangen wat u moest betalen. Er staat nu {som} open."
    elif gegevens.gemiste_termijnen == 1:
        wat = f"U heeft een termijn van uw lening niet betaald. Er staat nu {som} open."
    else:
        wat = f"U heeft {geteld(gegevens.gemiste_termijnen, 'termijn')} van uw lening niet betaald. Er staat nu {som} open."
    return (
        wat,
        f"Dit is {'de tweede' if gegevens.is_tweede else 'een'} aanmaning. Betaal uiterlijk {tot}.",
    )


def _bedragen(gegevens: Aanmaningsgegevens) -> tuple[Regel, ...]:
    """One amount, or the sum with the vergoeding where that is known."""
    if not gegevens.vergoeding_cent:
        return (Regel(omschrijving="Bedrag", waarde=bedrag(gegevens.bedrag_cent)),)
    samen = gegevens.bedrag_cent + gegevens.vergoeding_cent
    return (
        Regel(omschrijving="Achterstand", waarde=bedrag(gegevens.bedrag_cent)),
        Regel(omschrijving="Kosten van deze aanmaning", waarde=bedrag(gegevens.vergoeding_cent)),
        Regel(omschrijving="Samen te betalen", waarde=bedrag(samen)),
    )


def _wat_volgt(gegevens: Aanmaningsgegevens, tot: str) -> tuple[str, ...]:
    """What the law lets follow must stand in the letter (Awb 4:112 lid 3)."""
    kosten = (
        "Voor deze aanmaning betaalt u niets extra's."
        if not gegevens.vergoeding_cent
        else "De kosten staan hierboven (Awb 4:113)."
    )
    if gegevens.is_na_beschikking:
        return (
            f"Hebben wij op {tot} niet alles ontvangen? Dan kunnen wij een dwangbevel sturen. Een deurwaarder kan dan geld bij u ophalen,"
            " bijvoorbeeld van uw inkomen of uw bankrekening. De kosten daarvan betaalt u.",
            kosten,
        )
    return (
        f"Hebben wij op {tot} niet alles ontvangen? Dan kunnen wij besluiten dat u de hele lening in één keer moet terugbetalen."
        " Betaalt u dan nog niet, dan kunnen wij de schuld laten innen. De kosten daarvan betaalt u.",
        kosten,
    )
