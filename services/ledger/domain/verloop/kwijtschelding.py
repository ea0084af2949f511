"""Waiving by decision: parts of a loan, under a schuldregeling, and hoofdsom that becomes om niet (Bbz art. 29, 42)."""

from dataclasses import replace

from services.ledger.domain.grootboek.boekregels import Grootboek, boeking, credit, debet
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.leningstand import (
    Leningvoorwaarden,
    Posting,
    Product,
    Stand,
    betaald_per_rekening,
    zonder_oudste,
)
from services.ledger.domain.verloop.verwerkt import Verwerkt
from shared.dates import voluit
from shared.money import bedrag
from shared.parameters import Parameterset
from shared.recht.cohort import Regeling
from shared.recht.toerekening import Openstaand, Post, Toerekening, verdeel

LASTEN = {
    "hoofdsom": Grootboek.KWIJTSCHELDING_HOOFDSOM,
    "rente": Grootboek.KWIJTSCHELDING_RENTE,
    "kosten": Grootboek.KWIJTSCHELDING_OVERIG,
}


class KwijtscheldingKanNiet(ValueError):
    """A rule forbids this waiver."""


def kwijtschelding(
    lening: Leningvoorwaarden,
    stand: Stand,
    mutatie: m.Besluitmutatie[g.Kwijtschelding],
    _: Parameterset,
) -> Verwerkt:
    """Waive part of a loan by a decision; never more than is open."""
    grens = {
        "hoofdsom": stand.hoofdsom_cent,
        "rente": stand.rente_open(),
        "kosten": stand.kosten_cent,
    }[mutatie.gegevens.deel]
    if mutatie.gegevens.bedrag_cent > grens:
        raise KwijtscheldingKanNiet(
            f"Er staat {bedrag(grens)} {mutatie.gegevens.deel} open; {bedrag(mutatie.gegevens.bedrag_cent)} kwijtschelden kan niet."
        )
    nieuw = _zonder(stand, mutatie.gegevens.deel, mutatie.gegevens.bedrag_cent)
    return Verwerkt(
        nieuw,
        (
            boek_kwijt(
                lening,
                stand,
                nieuw,
                mutatie,
                soort="kwijtschelding",
                grondslag=mutatie.gegevens.grondslag,
                lasten={mutatie.gegevens.deel: LASTEN[mutatie.gegevens.deel]},
            ),
        ),
    )


def schuldregeling(
    lening: Leningvoorwaarden,
    stand: Stand,
    mutatie: m.Besluitmutatie[g.Schuldregeling],
    _: Parameterset,
) -> Verwerkt:
    """Waive hoofdsom under a schuldregeling; only when all concurrent creditors cooperate in proportion (Bbz art. 42)."""
    if not mutatie.gegevens.alle_schuldeisers_werken_mee:
        raise KwijtscheldingKanNiet(
            "Een schuldregeling kan alleen als alle concurrente schuldeisers naar evenredigheid meewerken (Bbz art. 42)."
        )
    _een_keer(stand, "schuldregeling", "een schuldregeling getroffen")
    if mutatie.gegevens.bedrag_cent > stand.hoofdsom_cent:
        raise KwijtscheldingKanNiet(f"Er staat {bedrag(stand.hoofdsom_cent)} hoofdsom open.")
    nieuw = _zonder(stand, "hoofdsom", mutatie.gegevens.bedrag_cent).doe(
        "schuldregeling", mutatie.valutadatum, mutatie.gegevens.bedrag_cent
    )
    lasten = {"hoofdsom": Grootboek.KWIJTSCHELDING_HOOFDSOM}
    return Verwerkt(
        nieuw,
        (
            boek_kwijt(
                lening,
                stand,
                nieuw,
                mutatie,
                soort="schuldregeling",
                grondslag="Bbz art. 42",
                lasten=lasten,
            ),
        ),
    )


def om_niet(
    lening: Leningvoorwaarden,
    stand: Stand,
    mutatie: m.Besluitmutatie[g.OmNiet],
    parameters: Parameterset,
) -> Verwerkt:
    """Hoofdsom becomes om niet: a voorbereidingskrediet without a start (art. 29), or old art. 21 lid 1 for applications before 2020."""
    voorbereiding = lening.product is Product.VOORBEREIDING and not stand.omgezet
    oud = (
        lening.regeling is Regeling.BBZ
        and parameters.waarde("hoofdsom_naar_om_niet_toegestaan", lening.aanvraagdatum).is_ja
    )
    if not (voorbereiding or oud):
        raise KwijtscheldingKanNiet(
            "Hoofdsom wordt alleen om niet bij een aanvraag van voor 2020 of voorbereiding zonder start (art. 29, 60a)."
        )
    _een_keer(stand, "om_niet", "hoofdsom om niet geworden")
    if mutatie.gegevens.bedrag_cent > stand.hoofdsom_cent:
        raise KwijtscheldingKanNiet(f"Er staat {bedrag(stand.hoofdsom_cent)} hoofdsom open.")
    nieuw = _zonder(stand, "hoofdsom", mutatie.gegevens.bedrag_cent).doe(
        "om_niet", mutatie.valutadatum, mutatie.gegevens.bedrag_cent
    )
    return Verwerkt(
        nieuw,
        (
            boek_kwijt(
                lening,
                stand,
                nieuw,
                mutatie,
                soort="om_niet",
                grondslag=mutatie.gegevens.grondslag,
                lasten={"hoofdsom": Grootboek.OM_NIET},
            ),
        ),
    )


def _een_keer(stand: Stand, soort: str, wat: str) -> None:
    """What the law knows once cannot be decided again while it stands."""
    if al := stand.eerder(soort):
        raise KwijtscheldingKanNiet(
            f"Op {voluit(al.op)} is al {wat}: {bedrag(al.cent)}. Klopt dat niet, corrigeer dan eerst dat besluit."
        )


def kwijt_gemerkt(voor: Stand, na: Stand) -> Stand:
    """Interest that left by a waiver, not by money: it is not paid back later (Bbz art. 21 lid 1)."""
    paren = zip(voor.rente, na.rente, strict=True)
    return replace(
        na,
        rente=tuple(
            replace(nu, kwijt_cent=nu.kwijt_cent + toen.open_cent - nu.open_cent)
            for toen, nu in paren
        ),
    )


def _zonder(stand: Stand, deel: str, cent: int) -> Stand:
    """Take an amount off one part: of the hoofdsom what is due first."""
    if deel == "kosten":
        return replace(stand, kosten=zonder_oudste(stand.kosten, cent))
    if deel == "rente":
        alle = tuple(Post(een.vervaldag, een.open_cent) for een in stand.rente if een.open_cent)
        return kwijt_gemerkt(stand, stand.na(Toerekening(rente=_eerste(alle, cent))))
    vervallen = _eerste(stand.vervallen, cent)
    na = stand.na(Toerekening(hoofdsom=vervallen))
    return replace(na, hoofdsom_cent=stand.hoofdsom_cent - cent)


def _eerste(posten: tuple[Post, ...], cent: int) -> tuple[Post, ...]:
    return verdeel(cent, Openstaand(hoofdsom=posten)).hoofdsom


def boek_kwijt(
    lening: Leningvoorwaarden,
    voor: Stand,
    na: Stand,
    mutatie: m.Mutatie,
    *,
    soort: str,
    grondslag: str,
    lasten: dict[str, Grootboek],
) -> Posting:
    """The posting of a waiver: lasten against what disappeared from each account."""
    weg = betaald_per_rekening(voor, na)
    totaal = sum(weg.values())
    posten = {Grootboek.HOOFDSOM: "hoofdsom", Grootboek.KOSTEN: "kosten"}
    regels = boeking(
        *(
            debet(lasten[posten.get(rekening, "rente")], lening.cohort, cent)
            for rekening, cent in weg.items()
        ),
        *(credit(rekening, lening.cohort, cent) for rekening, cent in weg.items()),
    )
    return Posting(
        soort,
        lening.lening_id,
        mutatie.valutadatum,
        totaal,
        grondslag,
        f"{soort}: {bedrag(totaal)} ({grondslag})",
        regels,
        mutatie.mutatie_id,
    )
