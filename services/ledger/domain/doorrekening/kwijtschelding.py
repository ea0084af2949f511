"""Waiving: interest of a boekjaar (Bbz art. 21), parts of a loan by decision, arrears, and hoofdsom that becomes om niet."""

from dataclasses import replace
from datetime import timedelta

from services.ledger.domain.boekregels import Grootboek, Regeling, boeking, credit, debet
from services.ledger.domain.doorrekening import mutaties as m
from services.ledger.domain.doorrekening.leningstand import Lening, Posting, Product, Rentepost, Stand, betaald_per_rekening
from services.ledger.domain.toerekening import Openstaand, Post, Toerekening, verdeel
from shared.dates import plus_maanden
from shared.money import bedrag
from shared.parameters import Parameterset

Stap = tuple[Stand, tuple[Posting, ...]]
LASTEN = {"hoofdsom": Grootboek.KWIJTSCHELDING_HOOFDSOM, "rente": Grootboek.KWIJTSCHELDING_RENTE, "kosten": Grootboek.KWIJTSCHELDING_OVERIG}


class KwijtscheldingKanNiet(ValueError):
    """A rule forbids this waiver."""


def rentekwijtschelding(lening: Lening, stand: Stand, mutatie: m.Rentekwijtschelding, parameters: Parameterset) -> Stap:
    """Waive interest of one boekjaar; what was paid above the rest goes back to the debtor as tegoed (art. 21 lid 1 and 3)."""
    _mag_artikel_21(lening, mutatie, parameters)
    einde = plus_maanden(mutatie.boekjaar_begin, 12)
    van_het_jaar = [
        een for een in stand.rente if mutatie.boekjaar_begin <= een.over < einde and een.grootboek is not Grootboek.WETTELIJKE_RENTE
    ]
    rente = sum(een.geboekt_cent for een in van_het_jaar)
    gat = max(0, mutatie.jaarnorm_cent - mutatie.netto_inkomen_cent)
    kwijt = 0 if mutatie.bijstand_in_boekjaar or not mutatie.vermogen_binnen_grens else min(rente, gat)
    over, open_kwijt = _verlaag(stand.rente, van_het_jaar, kwijt)
    nieuw = replace(stand, rente=over, tegoed_cent=stand.tegoed_cent + kwijt - sum(open_kwijt.values()))
    regels = boeking(
        debet(Grootboek.KWIJTSCHELDING_RENTE, lening.cohort, kwijt),
        *(credit(soort, lening.cohort, cent) for soort, cent in open_kwijt.items()),
        credit(Grootboek.TEGOED, lening.cohort, kwijt - sum(open_kwijt.values())),
    )
    som = f"de kleinste van {bedrag(rente)} rente en {bedrag(gat)} onder de jaarnorm"
    reden = (
        " (bijstand in het boekjaar)"
        if mutatie.bijstand_in_boekjaar
        else ""
        if mutatie.vermogen_binnen_grens
        else " (vermogen boven de grens)"
    )
    formule = f"Rentekwijtschelding boekjaar vanaf {mutatie.boekjaar_begin}: {som} = {bedrag(kwijt)}{reden} (Bbz art. 21)"
    return nieuw, (
        Posting("rentekwijtschelding", lening.lening_id, mutatie.valutadatum, kwijt, "Bbz art. 21", formule, regels, mutatie.mutatie_id),
    )


def kwijtschelding(lening: Lening, stand: Stand, mutatie: m.Kwijtschelding) -> Stap:
    """Waive part of a loan by a decision; never more than is open."""
    grens = {"hoofdsom": stand.hoofdsom_cent, "rente": stand.rente_open(), "kosten": stand.kosten_cent}[mutatie.deel]
    if mutatie.bedrag_cent > grens:
        raise KwijtscheldingKanNiet(f"Er staat {bedrag(grens)} {mutatie.deel} open; {bedrag(mutatie.bedrag_cent)} kwijtschelden kan niet.")
    nieuw = _zonder(stand, mutatie.deel, mutatie.bedrag_cent)
    return nieuw, (
        _boek(
            lening, stand, nieuw, mutatie, soort="kwijtschelding", grondslag=mutatie.grondslag, lasten={mutatie.deel: LASTEN[mutatie.deel]}
        ),
    )


def schuldregeling(lening: Lening, stand: Stand, mutatie: m.Schuldregeling) -> Stap:
    """Waive hoofdsom under a schuldregeling; only when all concurrent creditors cooperate in proportion (Bbz art. 42)."""
    if not mutatie.alle_schuldeisers_werken_mee:
        raise KwijtscheldingKanNiet(
            "Een schuldregeling kan alleen als alle concurrente schuldeisers naar evenredigheid meewerken (Bbz art. 42)."
        )
    if mutatie.bedrag_cent > stand.hoofdsom_cent:
        raise KwijtscheldingKanNiet(f"Er staat {bedrag(stand.hoofdsom_cent)} hoofdsom open.")
    nieuw = _zonder(stand, "hoofdsom", mutatie.bedrag_cent)
    lasten = {"hoofdsom": Grootboek.KWIJTSCHELDING_HOOFDSOM}
    return nieuw, (_boek(lening, stand, nieuw, mutatie, soort="schuldregeling", grondslag="Bbz art. 42", lasten=lasten),)


def achterstand_kwijt(lening: Lening, stand: Stand, mutatie: m.AchterstandKwijt) -> Stap:
    """Waive everything that fell due before this day: toeslagengedupeerden, verjaring (rekenregels 2)."""
    open_nu = stand.openstaand(mutatie.valutadatum - timedelta(days=1))
    nieuw = stand.na(Toerekening(open_nu.kosten_cent, open_nu.rente, open_nu.hoofdsom))
    return nieuw, (_boek(lening, stand, nieuw, mutatie, soort="achterstand_kwijt", grondslag=mutatie.grondslag, lasten=LASTEN),)


def om_niet(lening: Lening, stand: Stand, mutatie: m.OmNiet, parameters: Parameterset) -> Stap:
    """Hoofdsom becomes om niet: a voorbereidingskrediet without a start (art. 29), or old art. 21 lid 1 for applications before 2020."""
    voorbereiding = lening.product is Product.VOORBEREIDING and not stand.omgezet
    oud = lening.regeling is Regeling.BBZ and parameters.waarde("hoofdsom_naar_om_niet_toegestaan", lening.aanvraagdatum).is_ja
    if not (voorbereiding or oud):
        raise KwijtscheldingKanNiet(
            "Hoofdsom wordt alleen om niet bij een aanvraag van voor 2020 of voorbereiding zonder start (art. 29, 60a)."
        )
    if mutatie.bedrag_cent > stand.hoofdsom_cent:
        raise KwijtscheldingKanNiet(f"Er staat {bedrag(stand.hoofdsom_cent)} hoofdsom open.")
    nieuw = _zonder(stand, "hoofdsom", mutatie.bedrag_cent)
    return nieuw, (
        _boek(lening, stand, nieuw, mutatie, soort="om_niet", grondslag=mutatie.grondslag, lasten={"hoofdsom": Grootboek.OM_NIET}),
    )


def _mag_artikel_21(lening: Lening, mutatie: m.Rentekwijtschelding, parameters: Parameterset) -> None:
    if lening.regeling is Regeling.TOZO:
        raise KwijtscheldingKanNiet("Bbz art. 21 geldt niet voor een Tozo-lening.")
    if lening.groep is None:
        raise KwijtscheldingKanNiet(
            "Bij deze lening is niet vastgelegd tot welke groep de ondernemer hoort. Rentekwijtschelding is er alleen voor gevestigde"
            " zelfstandigen (Bbz art. 21). De groep staat in de beschikking: laat de consulent die de aanvraag behandelde haar vastleggen."
        )
    if lening.groep != "gevestigd" or lening.product is not Product.RENTEDRAGEND:
        raise KwijtscheldingKanNiet(
            "Rentekwijtschelding is er alleen voor gevestigde zelfstandigen met een rentedragende lening (Bbz art. 21)."
        )
    jaren = parameters.waarde("rentekwijtschelding_boekjaren_na_aanvraag", lening.aanvraagdatum).aantal
    nummer = mutatie.boekjaar_begin.year - lening.aanvraagdatum.year
    if not 1 <= nummer <= jaren:
        raise KwijtscheldingKanNiet(f"Rentekwijtschelding geldt voor de {jaren} boekjaren na dat van de aanvraag (Bbz art. 21 lid 1).")
    if mutatie.valutadatum < plus_maanden(mutatie.boekjaar_begin, 12):
        raise KwijtscheldingKanNiet("Het boekjaar is nog niet voorbij.")


def _verlaag(alle: tuple[Rentepost, ...], van_het_jaar: list[Rentepost], kwijt: int) -> tuple[tuple[Rentepost, ...], dict[Grootboek, int]]:
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


def _zonder(stand: Stand, deel: str, cent: int) -> Stand:
    """Take an amount off one part: of the hoofdsom what is due first."""
    if deel == "kosten":
        return replace(stand, kosten_cent=stand.kosten_cent - cent)
    if deel == "rente":
        alle = tuple(Post(een.vervaldag, een.open_cent) for een in stand.rente if een.open_cent)
        return stand.na(Toerekening(rente=_eerste(alle, cent)))
    vervallen = _eerste(stand.vervallen, cent)
    na = stand.na(Toerekening(hoofdsom=vervallen))
    return replace(na, hoofdsom_cent=stand.hoofdsom_cent - cent)


def _eerste(posten: tuple[Post, ...], cent: int) -> tuple[Post, ...]:
    return verdeel(cent, Openstaand(hoofdsom=posten)).hoofdsom


def _boek(
    lening: Lening, voor: Stand, na: Stand, mutatie: m.Mutatie, *, soort: str, grondslag: str, lasten: dict[str, Grootboek]
) -> Posting:
    """The posting of a waiver: lasten against what disappeared from each account."""
    weg = betaald_per_rekening(voor, na)
    totaal = sum(weg.values())
    posten = {Grootboek.HOOFDSOM: "hoofdsom", Grootboek.KOSTEN: "kosten"}
    regels = boeking(
        *(debet(lasten[posten.get(rekening, "rente")], lening.cohort, cent) for rekening, cent in weg.items()),
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
