"""How a loan stands on a day, in the words of a caseworker, and what to look at in its conditions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.ledger.domain.grootboek.boekregels import Grootboek
from services.ledger.domain.verloop.aanloop import aanlooprente
from services.ledger.domain.verloop.leningstand import Leningvoorwaarden, Product, Stand, Verleend
from services.ledger.domain.verloop.rentetelling import lopende_rente
from services.ledger.domain.verloop.termijnloop import einddatum, volgende_dag
from services.ledger.domain.verloop.uitstel import heeft_uitstel, looptijd_maanden, uitstelmaanden
from shared.dates import geteld, hele_maanden
from shared.money import procent
from shared.parameters import Parameterset
from shared.recht.aflosschema import vervaldag
from shared.recht.cohort import Regeling


class Leningstatus(StrEnum):
    """Where a loan is; the first that fits, from top to bottom."""

    NIET_UITBETAALD = "niet_uitbetaald"
    AFGELOST = "afgelost"
    BUITEN_INVORDERING = "buiten_invordering"
    OPGEEIST = "opgeeist"
    UITSTEL = "uitstel"
    ACHTERSTAND = "achterstand"
    LOPEND = "lopend"


@dataclass(frozen=True, slots=True)
class Saldo:
    """The figures of one loan at the end of a day, in cents."""

    lening_id: str
    status: Leningstatus
    hoofdsom_cent: int
    rente_cent: int
    uitgestelde_rente_cent: int
    wettelijke_rente_cent: int
    kosten_cent: int
    achterstand_cent: int
    tegoed_cent: int
    uitstelmaanden: int
    volgende_vervaldag: date | None
    einddatum: date | None


def saldo(lening: Leningvoorwaarden, stand: Stand, dag: date) -> Saldo:
    """Figures and status at the end of a day."""
    return Saldo(
        lening.lening_id,
        _status(lening, stand, dag),
        stand.hoofdsom_cent,
        stand.rente_open(Grootboek.RENTE),
        stand.rente_open(Grootboek.UITGESTELDE_RENTE),
        stand.rente_open(Grootboek.WETTELIJKE_RENTE),
        stand.kosten_cent,
        stand.achterstand(dag),
        stand.tegoed_cent,
        uitstelmaanden(stand.uitstel, dag),
        _volgende_vervaldag(lening, stand, dag),
        einddatum(lening, stand, _verleend(stand, dag))
        if _heeft_termijnen(lening, stand)
        else None,
    )


def signalen_bij_voorwaarden(
    lening: Leningvoorwaarden, stand: Stand, dag: date, parameters: Parameterset
) -> Iterator[str]:
    """What a caseworker must look at in a loan itself: a rate or a term that the law does not know, and what follows after art. 43."""
    if lening.regeling is Regeling.BBZ and lening.product is Product.RENTEDRAGEND:
        if parameters.is_bekend("rente_bbz_lening", lening.toekenningsdatum):
            rij = parameters.waarde("rente_bbz_lening", lening.toekenningsdatum)
            if rij.getal != lening.schema.jaarrente_procent:
                hier = procent(lening.schema.jaarrente_procent)
                yield f"De rente van {hier} is niet de {procent(rij.getal)} van Bbz art. 15 a bij deze toekenning{rij.voorbehoud}."
        hooguit = parameters.waarde("looptijd_max_bbz_lening", lening.toekenningsdatum).aantal
        if looptijd_maanden(lening.schema) > hooguit:
            yield f"De looptijd is langer dan {geteld(hooguit, 'maand')} (Bbz art. 15 b)."
    if stand.gesloten - stand.uitsteltermijnen >= lening.schema.termijnen and not stand.is_leeg:
        artikel = "Tozo art. 14" if lening.regeling is Regeling.TOZO else "Bbz art. 15"
        yield f"De laatste termijn is voorbij: er loopt geen rente meer ({artikel}). Wettelijke rente vraagt een besluit (Awb 4:99, A-8)."
    if stand.einde_bedrijf_op and stand.hoofdsom_cent and stand.renteloos_vanaf:
        duur = parameters.waarde(
            "einde_bedrijf_aflosduur", max(stand.einde_bedrijf_op, lening.toekenningsdatum)
        ).aantal
        if hele_maanden(stand.einde_bedrijf_op, dag) >= duur:
            na = f"De {geteld(duur, 'maand')} na het einde van het bedrijf zijn voorbij"
            yield f"{na}: neem een besluit over de rest (Bbz art. 43 lid 2, A-16)."


def _status(lening: Leningvoorwaarden, stand: Stand, dag: date) -> Leningstatus:
    if not stand.uitbetaald_cent and stand.is_leeg:
        return Leningstatus.NIET_UITBETAALD
    alles_uitbetaald = stand.uitbetaald_cent >= sum(deel.cent for deel in lening.uitbetalingen)
    if (
        stand.is_leeg
        and alles_uitbetaald
        and not (lopende_rente(stand, dag) or aanlooprente(stand))
    ):
        return Leningstatus.AFGELOST
    if stand.buiten_invordering_op:
        return Leningstatus.BUITEN_INVORDERING
    if stand.opgeeist_op:
        return Leningstatus.OPGEEIST
    if heeft_uitstel(stand.uitstel, dag):
        return Leningstatus.UITSTEL
    return Leningstatus.ACHTERSTAND if stand.achterstand(dag) else Leningstatus.LOPEND


def _volgende_vervaldag(lening: Leningvoorwaarden, stand: Stand, dag: date) -> date | None:
    """The first day after this one on which something falls due."""
    dagen = [post.vervaldag for post in stand.vervallen] + [
        post.vervaldag for post in stand.rente if post.open_cent
    ]
    if stand.niet_vervallen_cent and not stand.einde_bedrijf_op and volgende_dag(lening, stand):
        nr = stand.gesloten + 1
        while vervaldag(stand.schema, nr) <= dag:
            nr += 1
        dagen.append(vervaldag(stand.schema, nr))
    return min((een for een in dagen if een > dag), default=None)


def _verleend(stand: Stand, dag: date) -> tuple[Verleend, ...]:
    """Uitstel that was granted on or before this day."""
    return tuple(een for een in stand.uitstel if een.besluitdatum <= dag)


def _heeft_termijnen(lening: Leningvoorwaarden, stand: Stand) -> bool:
    return lening.product in (Product.RENTEDRAGEND, Product.RENTELOOS) or stand.omgezet
