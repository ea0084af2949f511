"""What happens to the loans of a debtor on one day: the calendar first, then people, then interest that waits for their money."""

from dataclasses import replace
from datetime import date, timedelta

from services.ledger.domain.grootboek.boekregels import Grootboek, boeking, credit, debet
from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.aanloop import boek_aanloop
from services.ledger.domain.verloop.achterstand import met_erkenningen
from services.ledger.domain.verloop.betaling import boek_betaling, boek_toerekening, verreken_tegoed
from services.ledger.domain.verloop.kennis import Geweigerd, Kennis, Signaal, Verloop
from services.ledger.domain.verloop.kwijtschelding import KwijtscheldingKanNiet
from services.ledger.domain.verloop.leningstand import Leningvoorwaarden, Posting, Stand
from services.ledger.domain.verloop.rentetelling import telt_dagen
from services.ledger.domain.verloop.termijnloop import sluit_termijn, tel_tot, volgende_dag
from services.ledger.domain.verloop.tozo import TozoLooptijdIsVoorbij
from services.ledger.domain.verloop.uitstel import UitstelKanNiet
from services.ledger.domain.verloop.verwerking import verwerk
from services.ledger.domain.verloop.verwerkt import MutatieKanNiet, Verwerkt, doet_iets, geen_gevolg
from services.ledger.domain.verloop.verzuim import boek_wettelijke_rente, volg_achterstand
from shared.money import bedrag
from shared.parameters import ParameterOnbekend
from shared.recht.aflosschema import SchemaKanNiet
from shared.recht.dagtelling import ConventieTeltGeenDagen, EinddatumOntbreekt, PeriodeLooptTerug
from shared.recht.toerekening import Schuld, SchuldIsOnbekend, Toerekening, verdeel_over
from shared.recht.wettelijke_rente import VerzuimIsNietBegonnen

# What a rule says no with. Anything else is a mistake in our code and is never told as a rule.
WEIGERINGEN = (
    MutatieKanNiet,
    KwijtscheldingKanNiet,
    UitstelKanNiet,
    ParameterOnbekend,
    SchemaKanNiet,
    SchuldIsOnbekend,
    ConventieTeltGeenDagen,
    EinddatumOntbreekt,
    PeriodeLooptTerug,
    TozoLooptijdIsVoorbij,
    VerzuimIsNietBegonnen,
)


def begin_van_de_dag(kennis: Kennis, lening: Leningvoorwaarden, dag: date, uit: Verloop) -> None:
    """What the calendar does before anybody acts: interest and terms, wettelijke rente that is fixed, tegoed against what fell due."""
    einde_van_de_dag(kennis, lening, gisteren(dag), uit)
    stand = tel_tot(lening, uit.standen[lening.lening_id], dag)
    if stand.aanloop and stand.aanloop.tot == morgen(dag):
        stand = _neem(uit, boek_aanloop(lening, stand, dag, stand.aanloop.vervaldag))
    if stand.wettelijk_tot == dag:
        stand = _neem_verwerkt(
            uit,
            lening,
            "",
            boek_wettelijke_rente(lening, stand, kennis.parameters, kennis.bekend_op),
        )
    if not telt_dagen(stand):
        stand = _sluit_termijnen(lening, stand, dag, uit)
    uit.standen[lening.lening_id] = _betaal_wat_verviel(kennis, lening, stand, dag, uit)


def einde_van_de_dag(kennis: Kennis, lening: Leningvoorwaarden, dag: date, uit: Verloop) -> None:
    """Interest by days is known when all receipts of the last day of the term are: the day of payment bears none (rekenregels 1)."""
    stand = uit.standen[lening.lening_id]
    komt = volgende_dag(lening, stand) if telt_dagen(stand) else None
    if komt and komt <= morgen(dag):
        stand = _sluit_termijnen(lening, stand, morgen(dag), uit)
        uit.standen[lening.lening_id] = _betaal_wat_verviel(kennis, lening, stand, dag, uit)


def _sluit_termijnen(lening: Leningvoorwaarden, stand: Stand, dag: date, uit: Verloop) -> Stand:
    while (komt := volgende_dag(lening, stand)) and komt <= dag:
        stand = _neem(uit, sluit_termijn(lening, tel_tot(lening, stand, komt)))
    return stand


def _betaal_wat_verviel(
    kennis: Kennis, lening: Leningvoorwaarden, stand: Stand, dag: date, uit: Verloop
) -> Stand:
    """From tegoed, or by the debtor who is supposed to pay on time."""
    if stand.tegoed_cent > 0:
        stand = _neem(uit, verreken_tegoed(lening, stand, dag))
    if kennis.betaalt_vanaf and kennis.betaalt_vanaf <= dag:
        stand = _neem(uit, boek_betaling(lening, stand, stand.openstaand(dag).totaal_cent, dag))
    return volg_achterstand(stand, dag)


def betaal_uit(lening: Leningvoorwaarden, cent: int, dag: date, uit: Verloop) -> None:
    """A part of the loan goes to the debtor."""
    stand = tel_tot(lening, uit.standen[lening.lening_id], dag)
    regels = boeking(
        debet(Grootboek.HOOFDSOM, lening.cohort, cent),
        credit(Grootboek.UITBETAALD, lening.cohort, cent),
    )
    uit.postings.append(
        Posting(
            "uitbetaling",
            lening.lening_id,
            dag,
            cent,
            lening.artikel,
            f"Uitbetaling {bedrag(cent)}",
            regels,
        )
    )
    uit.standen[lening.lening_id] = stand.met(
        hoofdsom_cent=stand.hoofdsom_cent + cent,
        uitbetaald_cent=stand.uitbetaald_cent + cent,
    )


def verwerk_mutatie(kennis: Kennis, mutatie: m.Mutatie, uit: Verloop) -> None:
    """Apply one mutation, or keep why a rule forbids it."""
    try:
        if isinstance(mutatie, m.Betaling) and not mutatie.lening_id:
            _betaling_over_leningen(kennis, mutatie, uit)
            return
        lening = lening_van(kennis, doel(kennis, mutatie))
        voor = tel_tot(lening, uit.standen[lening.lening_id], mutatie.valutadatum)
        verwerkt = verwerk(
            lening, voor, met_erkenningen(mutatie, lening, uit.postings), kennis.parameters
        )
        if kennis.streng and not doet_iets(voor, verwerkt):
            raise MutatieKanNiet(geen_gevolg(mutatie))
        uit.standen[lening.lening_id] = _neem_verwerkt(uit, lening, mutatie.mutatie_id, verwerkt)
        _verreken(uit, lening, mutatie.valutadatum)
    except WEIGERINGEN as weigering:
        uit.geweigerd.append(Geweigerd(mutatie.mutatie_id, str(weigering)))


def _verreken(uit: Verloop, lening: Leningvoorwaarden, dag: date) -> None:
    """What became due while there is a tegoed is paid from it on that day (Awb 4:92); wettelijke rente that runs follows."""
    stand = uit.standen[lening.lening_id]
    if stand.tegoed_cent > 0:
        uit.standen[lening.lening_id] = _neem(uit, verreken_tegoed(lening, stand, dag))
    uit.standen[lening.lening_id] = volg_achterstand(uit.standen[lening.lening_id], dag)


def _betaling_over_leningen(kennis: Kennis, mutatie: m.Betaling, uit: Verloop) -> None:
    """Spread a receipt over what is due on all loans; what is left is tegoed on the chosen or else the oldest open loan (BW 6:43)."""
    dag = mutatie.valutadatum
    schulden = [
        Schuld(
            een.lening_id,
            een.toekenningsdatum,
            een.schema.jaarrente_procent,
            uit.standen[een.lening_id].openstaand(dag),
        )
        for een in kennis.leningen
    ]
    delen, rest = verdeel_over(mutatie.bedrag_cent, schulden, dag, mutatie.keuze)
    if rest:
        doel = mutatie.keuze[0] if mutatie.keuze else _oudste_open(kennis, uit)
        delen[doel] = replace(delen.get(doel, Toerekening()), rest_cent=rest)
    for lening_id, deel in delen.items():
        lening = lening_van(kennis, lening_id)
        stand = tel_tot(lening, uit.standen[lening_id], dag)
        uit.standen[lening_id] = _neem(
            uit, boek_toerekening(lening, stand, deel, dag, mutatie.mutatie_id)
        )
        uit.standen[lening_id] = volg_achterstand(uit.standen[lening_id], dag)


def _oudste_open(kennis: Kennis, uit: Verloop) -> str:
    open_nu = [een for een in kennis.leningen if not uit.standen[een.lening_id].is_leeg] or list(
        kennis.leningen
    )
    return min(open_nu, key=lambda een: een.toekenningsdatum).lening_id


def doel(kennis: Kennis, mutatie: m.Mutatie) -> str:
    """The loan a mutation is about; only a single loan may stay unnamed."""
    if not mutatie.lening_id and len(kennis.leningen) == 1:
        return kennis.leningen[0].lening_id
    return mutatie.lening_id


def lening_van(kennis: Kennis, lening_id: str) -> Leningvoorwaarden:
    """The loan with this id; raises MutatieKanNiet."""
    for lening in kennis.leningen:
        if lening.lening_id == lening_id:
            return lening
    raise MutatieKanNiet(
        f"De lening '{lening_id}' bestaat niet. Noem een van: {', '.join(een.lening_id for een in kennis.leningen)}."
    )


def morgen(dag: date) -> date:
    """The day after."""
    return dag + timedelta(days=1)


def gisteren(dag: date) -> date:
    """The day before; nothing lies before the first of all days."""
    return dag - timedelta(days=1) if dag > date.min else dag


def _neem(uit: Verloop, stap: tuple[Stand, tuple[Posting, ...]]) -> Stand:
    uit.postings.extend(stap[1])
    return stap[0]


def _neem_verwerkt(
    uit: Verloop, lening: Leningvoorwaarden, mutatie_id: str, verwerkt: Verwerkt
) -> Stand:
    uit.postings.extend(verwerkt.postings)
    uit.signalen.extend(Signaal(mutatie_id, lening.lening_id, tekst) for tekst in verwerkt.signalen)
    return verwerkt.stand
