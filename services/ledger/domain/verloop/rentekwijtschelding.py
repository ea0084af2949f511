"""Waiving the interest of one boekjaar, ambtshalve, for a gevestigde zelfstandige (Bbz art. 21)."""

from dataclasses import replace
from datetime import date

from services.ledger.domain.grootboek.boekregels import Grootboek, boeking, credit, debet
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.kwijtschelding import KwijtscheldingKanNiet, kwijt_gemerkt
from services.ledger.domain.verloop.leningstand import (
    Leningvoorwaarden,
    Posting,
    Product,
    Rentepost,
    Stand,
)
from services.ledger.domain.verloop.verwerkt import Verwerkt
from shared.dates import geteld, hele_maanden, plus_maanden, voluit
from shared.money import bedrag
from shared.parameters import Parameterset
from shared.recht.cohort import Regeling

MAANDEN_PER_JAAR = 12
SOORT = "rentekwijtschelding"


def rentekwijtschelding(
    lening: Leningvoorwaarden,
    stand: Stand,
    mutatie: m.Besluitmutatie[g.Rentekwijtschelding],
    parameters: Parameterset,
) -> Verwerkt:
    """Waive interest of one boekjaar; what was paid above the rest goes back to the debtor as tegoed (art. 21 lid 1).

    At most what is open plus what was paid over that boekjaar, and with the bijstand of it no more than the jaarnorm (lid 3).
    """
    _mag_artikel_21(lening, mutatie, parameters)
    _een_keer_per_boekjaar(stand, mutatie.gegevens.boekjaar_begin)
    einde = plus_maanden(mutatie.gegevens.boekjaar_begin, MAANDEN_PER_JAAR)
    van_het_jaar = [
        een
        for een in stand.rente
        if mutatie.gegevens.boekjaar_begin <= een.over < einde and _is_contractrente(een)
    ]
    rente = sum(een.betaald_of_open_cent for een in van_het_jaar)
    gat = max(
        0,
        mutatie.gegevens.jaarnorm_cent
        - max(mutatie.gegevens.netto_inkomen_cent, mutatie.gegevens.bijstand_cent),
    )
    kwijt = (
        0
        if mutatie.gegevens.bijstand_in_boekjaar or not mutatie.gegevens.vermogen_binnen_grens
        else min(rente, gat)
    )
    over, open_kwijt = _verlaag(stand.rente, van_het_jaar, kwijt)
    terug = kwijt - sum(open_kwijt.values())
    nieuw = kwijt_gemerkt(stand, replace(stand, rente=over, tegoed_cent=stand.tegoed_cent + terug))
    regels = boeking(
        debet(Grootboek.KWIJTSCHELDING_RENTE, lening.cohort, kwijt),
        *(credit(soort, lening.cohort, cent) for soort, cent in open_kwijt.items()),
        credit(Grootboek.TEGOED, lening.cohort, terug),
    )
    nieuw = _betaald_terug(nieuw, van_het_jaar, terug).doe(
        SOORT, mutatie.gegevens.boekjaar_begin, kwijt
    )
    formule = _formule(mutatie, rente, gat, kwijt)
    posting = Posting(
        SOORT,
        lening.lening_id,
        mutatie.valutadatum,
        kwijt,
        "Bbz art. 21",
        formule,
        regels,
        mutatie.mutatie_id,
    )
    return Verwerkt(nieuw, (posting,))


def boekjaarnummer(aanvraagdatum: date, boekjaar_begin: date) -> int:
    """How many boekjaren after that of the application this one begins; 0 is the boekjaar of the application (art. 1 d, 21 lid 1).

    A boekjaar need not be the calendar year: every boekjaar of this business begins on the same day of the year.
    """
    jaren = boekjaar_begin.year - aanvraagdatum.year
    return (
        jaren
        if plus_maanden(boekjaar_begin, -jaren * MAANDEN_PER_JAAR) <= aanvraagdatum
        else jaren + 1
    )


def _mag_artikel_21(
    lening: Leningvoorwaarden,
    mutatie: m.Besluitmutatie[g.Rentekwijtschelding],
    parameters: Parameterset,
) -> None:
    if lening.regeling is Regeling.TOZO:
        raise KwijtscheldingKanNiet("Bbz art. 21 geldt niet voor een Tozo-lening.")
    if lening.groep is None:
        raise KwijtscheldingKanNiet(
            "Bij deze lening is niet vastgelegd tot welke groep de ondernemer hoort. Rentekwijtschelding is er alleen voor gevestigde"
            " zelfstandigen (Bbz art. 21). De groep staat in de beschikking: laat de consulent die de aanvraag behandelde haar vastleggen."
        )
    if lening.product is Product.BORGTOCHT and lening.groep == "gevestigd":
        raise KwijtscheldingKanNiet(
            "Bij een borgtocht wordt geen rente kwijtgescholden. De ondernemer krijgt een bedrag om niet, voor rente of aflossing bij de"
            " bank (Bbz art. 21 lid 2). Doorstart rekent dat bedrag niet uit: de rente van de lening bij de bank is hier niet bekend."
            " Stel het vast buiten Doorstart en laat de uitkeringsadministratie het uitbetalen."
        )
    if lening.groep != "gevestigd" or lening.product is not Product.RENTEDRAGEND:
        raise KwijtscheldingKanNiet(
            "Rentekwijtschelding is er alleen voor gevestigde zelfstandigen met een rentedragende lening (Bbz art. 21)."
        )
    jaren = parameters.waarde(
        "rentekwijtschelding_boekjaren_na_aanvraag", lening.aanvraagdatum
    ).aantal
    if not 1 <= boekjaarnummer(lening.aanvraagdatum, mutatie.gegevens.boekjaar_begin) <= jaren:
        wanneer = f"de {geteld(jaren, 'boekjaar')} na dat van de aanvraag"
        raise KwijtscheldingKanNiet(
            f"Rentekwijtschelding geldt voor {wanneer} (Bbz art. 21 lid 1)."
        )
    if mutatie.valutadatum < plus_maanden(mutatie.gegevens.boekjaar_begin, MAANDEN_PER_JAAR):
        raise KwijtscheldingKanNiet("Het boekjaar is nog niet voorbij.")


def _een_keer_per_boekjaar(stand: Stand, begin: date) -> None:
    """Also not over part of the same months."""
    for al in stand.gedaan:
        if al.soort == SOORT and abs(hele_maanden(al.op, begin)) < MAANDEN_PER_JAAR:
            raise KwijtscheldingKanNiet(
                f"Over (een deel van) het boekjaar vanaf {voluit(begin)} is al besloten: {bedrag(al.cent)} rente is kwijtgescholden"
                " (Bbz art. 21 lid 1). Zijn de cijfers anders, corrigeer dan eerst dat besluit."
            )


def _is_contractrente(post: Rentepost) -> bool:
    return post.grootboek is not Grootboek.WETTELIJKE_RENTE


def _verlaag(
    alle: tuple[Rentepost, ...], van_het_jaar: list[Rentepost], kwijt: int
) -> tuple[tuple[Rentepost, ...], dict[Grootboek, int]]:
    """Take a waiver off the open posts of one boekjaar; returns all posts and what was open per account."""
    af: dict[Grootboek, int] = {}
    over = []
    for een in alle:
        deel = min(een.open_cent, kwijt) if een in van_het_jaar else 0
        kwijt -= deel
        if deel:
            af[een.grootboek] = af.get(een.grootboek, 0) + deel
        over.append(replace(een, open_cent=een.open_cent - deel))
    return tuple(over), af


def _betaald_terug(stand: Stand, van_het_jaar: list[Rentepost], terug: int) -> Stand:
    """Interest that was paid and goes back counts as waived from now on."""
    over = []
    wanneer = {een.over for een in van_het_jaar}
    for een in stand.rente:
        betaald = (
            een.geboekt_cent - een.open_cent - een.kwijt_cent
            if een.over in wanneer and _is_contractrente(een)
            else 0
        )
        deel = min(betaald, terug)
        terug -= deel
        over.append(replace(een, kwijt_cent=een.kwijt_cent + deel) if deel else een)
    return replace(stand, rente=tuple(over))


def _formule(
    mutatie: m.Besluitmutatie[g.Rentekwijtschelding], rente: int, gat: int, kwijt: int
) -> str:
    som = f"de kleinste van {bedrag(rente)} rente en {bedrag(gat)} onder de jaarnorm"
    reden = " (bijstand in het boekjaar)" if mutatie.gegevens.bijstand_in_boekjaar else ""
    reden = reden or (
        "" if mutatie.gegevens.vermogen_binnen_grens else " (vermogen boven de grens)"
    )
    return f"Rentekwijtschelding boekjaar vanaf {mutatie.gegevens.boekjaar_begin}: {som} = {bedrag(kwijt)}{reden} (Bbz art. 21)"
