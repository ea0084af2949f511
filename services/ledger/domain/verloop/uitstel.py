"""Uitstel van betaling (Bbz art. 41; for Tozo Awb 4:94): what may be granted, and what a caseworker must look at."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.ledger.domain.verloop.gegevens import Uitstel
from services.ledger.domain.verloop.leningstand import Leningvoorwaarden, Product, Verleend
from services.ledger.domain.verloop.mutaties import Besluitmutatie
from shared.dates import geteld, hele_maanden, plus_maanden, voluit
from shared.parameters import Parameterset
from shared.recht.aflosschema import Schemavraag, termijngrens
from shared.recht.cohort import Regeling


class UitstelKanNiet(ValueError):
    """The law does not allow this uitstel; the message names the limit."""


@dataclass(frozen=True, slots=True)
class Uitstelbesluit:
    """Uitstel that may be granted, with signals for the caseworker."""

    verleend: Verleend
    signalen: tuple[str, ...]


def uitstelbesluit(
    lening: Leningvoorwaarden,
    eerder: tuple[Verleend, ...],
    mutatie: Besluitmutatie[Uitstel],
    parameters: Parameterset,
) -> Uitstelbesluit:
    """Decide on uitstel given what was granted before; raises UitstelKanNiet (art. 41 lid 2, A-6, A-7, W-13)."""
    gevraagd = mutatie.gegevens
    if gevraagd.maanden < 1:
        raise UitstelKanNiet("Uitstel duurt ten minste één maand.")
    tot = plus_maanden(gevraagd.van, gevraagd.maanden)
    if tot <= lening.toekenningsdatum:
        raise UitstelKanNiet(
            f"Dit uitstel eindigt op {voluit(tot)}, voor de lening is toegekend op {voluit(lening.toekenningsdatum)}."
        )
    if any(gevraagd.van < een.tot and een.van < tot for een in eerder):
        raise UitstelKanNiet(f"In de periode vanaf {voluit(gevraagd.van)} is al uitstel verleend.")
    rente_vervaldag = gevraagd.rente_vervaldag if gevraagd.rente_mee else None
    verleend = Verleend(
        gevraagd.van,
        tot,
        gevraagd.maanden,
        gevraagd.rente_mee,
        rente_vervaldag,
        mutatie.valutadatum,
    )
    if lening.regeling is Regeling.TOZO:
        return Uitstelbesluit(verleend, ())
    return Uitstelbesluit(verleend, tuple(_binnen_artikel_41(lening, eerder, verleend, parameters)))


def uitstelmaanden(verleend: Iterable[Verleend], op: date | None = None) -> int:
    """Months of uitstel granted by decisions on or before a day."""
    return sum(een.maanden for een in verleend if op is None or een.besluitdatum <= op)


def heeft_uitstel(verleend: Iterable[Verleend], dag: date) -> bool:
    """Is uitstel running on this day? Then no aanmaning and no invordering (Awb 4:94 lid 2)."""
    return any(een.van <= dag < een.tot for een in verleend)


def _binnen_artikel_41(
    lening: Leningvoorwaarden,
    eerder: tuple[Verleend, ...],
    nieuw: Verleend,
    parameters: Parameterset,
) -> Iterable[str]:
    dag = nieuw.besluitdatum
    per_besluit = parameters.waarde("uitstel_max_per_besluit", dag).aantal
    totaal = parameters.waarde("uitstel_max_totaal", dag).aantal
    verlengingen = parameters.waarde("uitstel_max_verlengingen", dag).aantal
    if nieuw.maanden > per_besluit:
        raise UitstelKanNiet(
            f"Een besluit geeft hooguit {geteld(per_besluit, 'maand')} uitstel, niet {nieuw.maanden} (Bbz art. 41 lid 2)."
        )
    gebruikt = uitstelmaanden(eerder)
    _stelt_iets_uit(lening, nieuw, gebruikt)
    if gebruikt + nieuw.maanden > totaal:
        raise UitstelKanNiet(
            f"Over de hele looptijd is hooguit {geteld(totaal, 'maand')} uitstel mogelijk:"
            f" {gebruikt} zijn verleend en {nieuw.maanden} erbij is {gebruikt + nieuw.maanden}."
            " Daarna is de lening opeisbaar (Bbz art. 41 lid 2 en 4)."
        )
    if len(eerder) > verlengingen:
        yield f"Dit is de {len(eerder) + 1}e periode van uitstel: de wet noemt eenmaal en tweemaal verlengen (Bbz art. 41 lid 2, A-6)."
    yield from _voorbij_de_looptijd(lening, gebruikt + nieuw.maanden, parameters)


def _stelt_iets_uit(lening: Leningvoorwaarden, nieuw: Verleend, gebruikt: int) -> None:
    """Uitstel that begins later postpones terms that are still to come; raises UitstelKanNiet."""
    if lening.product in (Product.VOORBEREIDING, Product.BORGTOCHT):
        return
    einde = plus_maanden(termijngrens(lening.schema, lening.schema.termijnen), gebruikt)
    if nieuw.van > max(einde, nieuw.besluitdatum):
        raise UitstelKanNiet(
            f"De looptijd eindigt voor {voluit(einde)}: in dit uitstel vervalt geen termijn meer. Kijk de begindatum na."
        )


def _voorbij_de_looptijd(
    lening: Leningvoorwaarden, maanden_uitstel: int, parameters: Parameterset
) -> Iterable[str]:
    """A-7: past the maximum term from the start of the interest a manual decision is needed."""
    hooguit = parameters.waarde("looptijd_max_bbz_lening", lening.toekenningsdatum).aantal
    if looptijd_maanden(lening.schema) + maanden_uitstel > hooguit:
        yield f"Met dit uitstel loopt de lening langer dan {geteld(hooguit, 'maand')}: daarvoor is een besluit nodig (Bbz art. 15 b, A-7)."


def looptijd_maanden(schema: Schemavraag) -> int:
    """Months from the first day that bears interest to the end of the last term."""
    return hele_maanden(schema.start, termijngrens(schema, schema.termijnen))
