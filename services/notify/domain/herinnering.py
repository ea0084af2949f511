"""The text of a herinnering: what happened, the sum, how to pay, and whom to call.

A herinnering is a service and has no legal effect: no aanmaning (Awb 4:112), no costs, no threat.
"""

from datetime import date, timedelta

from services.notify.domain.brief import Afzender, Deel, Regel, leesbaar, voluit
from services.notify.domain.gegevens import Herinneringsgegevens
from shared.dates import geteld, werkdag_vanaf
from shared.money import bedrag


def betreft(gegevens: Herinneringsgegevens) -> str:
    return f"Uw betaling voor {voluit(gegevens.vervaldag)}"


def graag_uiterlijk(afzender: Afzender, datum: date) -> date:
    """The friendly day to pay by: never a weekend or a holiday."""
    return werkdag_vanaf(datum + timedelta(days=afzender.dagen_om_te_betalen))


def delen(gegevens: Herinneringsgegevens, afzender: Afzender, datum: date) -> tuple[Deel, ...]:
    return (
        Deel(
            alineas=(
                _wat_er_is(gegevens),
                *_meer_termijnen(gegevens),
                "Heeft u intussen betaald? Dan hoeft u niets meer te doen.",
            )
        ),
        Deel(
            kop="Zo kunt u betalen",
            alineas=(
                "Wilt u het bedrag aan ons overmaken? Zet het betalingskenmerk erbij. Dan komt uw betaling op de goede plek.",
            ),
            overzicht_kop="Betaalgegevens",
            overzicht=(
                Regel(omschrijving="Bedrag", waarde=bedrag(gegevens.openstaand_cent)),
                Regel(omschrijving="Rekening (IBAN)", waarde=afzender.iban),
                Regel(omschrijving="Op naam van", waarde=afzender.op_naam_van),
                Regel(omschrijving="Betalingskenmerk", waarde=leesbaar(gegevens.betalingskenmerk)),
                Regel(
                    omschrijving="Graag uiterlijk", waarde=voluit(graag_uiterlijk(afzender, datum))
                ),
            ),
        ),
        Deel(
            kop="Lukt betalen niet?",
            alineas=(
                f"Bel ons dan: {afzender.telefoon} ({afzender.bereikbaar}). Wij denken met u mee. Misschien kunt u in kleinere stappen"
                " betalen, of later. Hoe eerder u belt, hoe meer wij voor u kunnen doen.",
                "Deze brief is een herinnering. U betaalt er niets extra's voor.",
            ),
        ),
    )


def _wat_er_is(gegevens: Herinneringsgegevens) -> str:
    dag, termijn = voluit(gegevens.vervaldag), bedrag(gegevens.termijnbedrag_cent)
    if gegevens.openstaand_cent < gegevens.termijnbedrag_cent:
        rest = bedrag(gegevens.openstaand_cent)
        return f"Een deel van uw betaling voor {dag} hebben wij nog niet ontvangen. Van de {termijn} staat nog {rest} open."
    return f"U heeft uw betaling van {termijn} voor {dag} nog niet gedaan. Misschien bent u het vergeten."


def _meer_termijnen(gegevens: Herinneringsgegevens) -> tuple[str, ...]:
    if gegevens.gemiste_termijnen < 2 or gegevens.achterstand_cent <= gegevens.openstaand_cent:
        return ()
    return (
        f"Er staan nu {geteld(gegevens.gemiste_termijnen, 'termijn')} open, samen {bedrag(gegevens.achterstand_cent)}."
        " Bel ons gerust om te bespreken hoe u dit kunt betalen.",
    )
