"""The course of all loans of a debtor: from the conditions and the mutations that were known, day by day to any day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from services.ledger.domain.boekregels import Grootboek, Regeling, boeking, credit, debet
from services.ledger.domain.doorrekening import mutaties as m
from services.ledger.domain.doorrekening.betaling import boek_betaling, boek_toerekening, verreken_tegoed
from services.ledger.domain.doorrekening.kwijtschelding import KwijtscheldingKanNiet
from services.ledger.domain.doorrekening.leningstand import Lening, Posting, Stand
from services.ledger.domain.doorrekening.termijnloop import begin_termijn, boek_aanloop, sluit_termijn, tel_rente, volgende_dag
from services.ledger.domain.doorrekening.tozo import Aanloop, tozoplan
from services.ledger.domain.doorrekening.uitstel import UitstelKanNiet, uitstelbesluit
from services.ledger.domain.doorrekening.verwerking import MutatieKanNiet, Verwerkt, boek_wettelijke_rente, verwerk, wettelijke_grondslag
from services.ledger.domain.toerekening import Post, Schuld, Toerekening, verdeel_over
from shared.money import bedrag
from shared.parameters import ParameterOnbekend, Parameterset

WEIGERINGEN = (MutatieKanNiet, KwijtscheldingKanNiet, UitstelKanNiet, ParameterOnbekend)


@dataclass(frozen=True, slots=True)
class Geweigerd:
    """A mutation that a rule forbids, with the reason."""

    mutatie_id: str
    reden: str


@dataclass(frozen=True, slots=True)
class Signaal:
    """What a caseworker must look at, and because of which mutation."""

    mutatie_id: str
    lening_id: str
    tekst: str


@dataclass(slots=True)
class Verloop:
    """What came of it: the stand of every loan at the end of the day, all postings in order, signals and refusals."""

    standen: dict[str, Stand] = field(default_factory=dict)
    postings: list[Posting] = field(default_factory=list)
    signalen: list[Signaal] = field(default_factory=list)
    geweigerd: list[Geweigerd] = field(default_factory=list)
    aanlopen: dict[str, Aanloop] = field(default_factory=dict)
    kennis: "Kennis | None" = None
    mijlpalen: list[tuple[date, dict[str, Stand], int, int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Kennis:
    """What is known: the loans, the mutations booked by then, the parameters, and the day of knowing.

    `betaalt_vanaf` supposes, for a what-if, that from that day everything due is paid on its day.
    """

    leningen: tuple[Lening, ...]
    mutaties: tuple[m.Mutatie, ...]
    parameters: Parameterset
    bekend_op: date
    betaalt_vanaf: date | None = None

    def zonder_herroepen(self) -> tuple[m.Mutatie, ...]:
        """The mutations that count, by valutadatum; the order in which they are handed over does not matter."""
        herroepen = {een.van for een in self.mutaties if isinstance(een, m.Herroeping)}
        tellen = (een for een in self.mutaties if een.mutatie_id not in herroepen and not isinstance(een, m.Herroeping))
        return tuple(sorted(tellen, key=lambda een: (een.valutadatum, een.boekdatum, len(een.mutatie_id), een.mutatie_id)))


def bekend(leningen: Iterable[Lening], mutaties: Iterable[m.Mutatie], parameters: Parameterset, op: date) -> Kennis:
    """What was known on a day: mutations booked on or before it."""
    return Kennis(tuple(leningen), tuple(een for een in mutaties if een.boekdatum <= op), parameters, op)


def verloop(kennis: Kennis, tot_en_met: date, eerder: Verloop | None = None) -> Verloop:
    """Run all loans up to and including a day; pure and deterministic.

    `eerder` is a run with less knowledge: what cannot have changed is taken from it, the outcome is that of a run from zero.
    """
    uit = _hervat(kennis, tot_en_met, eerder) if eerder else None
    if uit is None:
        uit = Verloop(kennis=kennis)
        uit.aanlopen = _open_leningen(kennis, tot_en_met, uit)
        _weiger_onbekende(kennis, uit)
    vanaf = uit.mijlpalen[-1][0] if uit.mijlpalen else date.min
    wachtend = [een for een in kennis.zonder_herroepen() if vanaf < een.valutadatum <= tot_en_met and not isinstance(een, m.Uitstel)]
    uitbetalingen = sorted((deel.datum, lening.lening_id, deel.cent) for lening in kennis.leningen for deel in lening.uitbetalingen)
    for dag in _dagen(kennis, uit, wachtend, uitbetalingen, vanaf, tot_en_met):
        for lening in kennis.leningen:
            _begin_van_de_dag(kennis, lening, dag, uit)
        for datum, lening_id, cent in uitbetalingen:
            if datum == dag:
                _betaal_uit(_lening(kennis, lening_id), cent, dag, uit)
        while wachtend and wachtend[0].valutadatum <= dag:
            _mutatie(kennis, wachtend.pop(0), uit)
        for lening in kennis.leningen:
            _einde_van_de_dag(lening, dag, uit)
        uit.mijlpalen.append((dag, dict(uit.standen), len(uit.postings), len(uit.signalen), len(uit.geweigerd)))
    return uit


def _hervat(kennis: Kennis, tot_en_met: date, eerder: Verloop) -> Verloop | None:
    """The part of an earlier run that new knowledge leaves as it was; None when everything may have changed."""
    oud = eerder.kennis
    if oud is None or oud.leningen != kennis.leningen or any(een.regeling is Regeling.TOZO for een in kennis.leningen):
        return None
    nieuw = set(kennis.mutaties) - set(oud.mutaties)
    if set(oud.mutaties) - set(kennis.mutaties) or any(isinstance(een, m.Herroeping) for een in kennis.mutaties):
        return None
    if any(isinstance(een, m.Uitstel) for een in nieuw):
        return None
    grens = min((een.valutadatum for een in nieuw), default=date.max)
    mijlpalen = [een for een in eerder.mijlpalen if een[0] < grens and een[0] <= tot_en_met]
    if not mijlpalen:
        return None
    _, standen, postings, signalen, geweigerd = mijlpalen[-1]
    return Verloop(
        dict(standen),
        eerder.postings[:postings],
        eerder.signalen[:signalen],
        eerder.geweigerd[:geweigerd],
        eerder.aanlopen,
        kennis,
        mijlpalen,
    )


def _open_leningen(kennis: Kennis, tot_en_met: date, uit: Verloop) -> dict[str, Aanloop]:
    """The first stand of every loan, with the uitstel that was decided on: it only touches terms by their vervaldag."""
    aanlopen = {}
    for lening in kennis.leningen:
        schema = lening.schema
        if lening.regeling is Regeling.TOZO:
            plan = tozoplan(lening, max(tot_en_met, kennis.bekend_op), kennis.bekend_op, kennis.parameters)
            schema = plan.schema
            if plan.aanloop:
                aanlopen[lening.lening_id] = plan.aanloop
        uit.standen[lening.lening_id] = Stand(schema)
        _verleen_uitstel(kennis, replace(lening, schema=schema), uit)
    return aanlopen


def _verleen_uitstel(kennis: Kennis, lening: Lening, uit: Verloop) -> None:
    for mutatie in kennis.zonder_herroepen():
        if not isinstance(mutatie, m.Uitstel) or _doel(kennis, mutatie) != lening.lening_id:
            continue
        stand = uit.standen[lening.lening_id]
        try:
            besluit = uitstelbesluit(lening, stand.uitstel, mutatie, kennis.parameters)
        except WEIGERINGEN as weigering:
            uit.geweigerd.append(Geweigerd(mutatie.mutatie_id, str(weigering)))
            continue
        uit.standen[lening.lening_id] = replace(stand, uitstel=(*stand.uitstel, besluit.verleend))
        uit.signalen.extend(Signaal(mutatie.mutatie_id, lening.lening_id, tekst) for tekst in besluit.signalen)


def _weiger_onbekende(kennis: Kennis, uit: Verloop) -> None:
    """A revocation of something that is not there, or a mutation of a loan that is not there."""
    ids = {een.mutatie_id for een in kennis.mutaties}
    for mutatie in kennis.mutaties:
        if isinstance(mutatie, m.Herroeping) and mutatie.van not in ids:
            uit.geweigerd.append(Geweigerd(mutatie.mutatie_id, f"De mutatie '{mutatie.van}' bestaat niet of is later geboekt."))


def _dagen(
    kennis: Kennis,
    uit: Verloop,
    wachtend: list[m.Mutatie],
    uitbetalingen: list[tuple[date, str, int]],
    vorige: date,
    tot: date,
) -> Iterator[date]:
    """Every day on which something happens, in order; asked anew after each, because a mutation changes what comes."""
    vast = {datum for datum, _, _ in uitbetalingen} | {aanloop.tot - timedelta(days=1) for aanloop in uit.aanlopen.values()}
    while True:
        komend = [dag for dag in vast if dag > vorige] + [een.valutadatum for een in wachtend[:1]]
        for lening in kennis.leningen:
            stand = uit.standen[lening.lening_id]
            dagen = (volgende_dag(lening, stand), stand.wettelijk_tot, _vervaldag_na(stand, vorige, kennis.betaalt_vanaf))
            komend.extend(max(dag, _morgen(vorige)) for dag in dagen if dag)
        dag = min((max(dag, _morgen(vorige)) for dag in komend), default=date.max)
        if dag > tot:
            return
        yield dag
        vorige = dag


def _vervaldag_na(stand: Stand, na: date, betaalt_vanaf: date | None) -> date | None:
    """The next day on which tegoed, or a debtor who pays on time, meets something that falls due."""
    if not (stand.tegoed_cent or betaalt_vanaf):
        return None
    dagen = [post.vervaldag for post in stand.vervallen] + [post.vervaldag for post in stand.rente if post.open_cent]
    return min((dag for dag in dagen if dag > na), default=None)


def _morgen(dag: date) -> date:
    return dag + timedelta(days=1)


def _begin_van_de_dag(kennis: Kennis, lening: Lening, dag: date, uit: Verloop) -> None:
    """What the calendar does before anybody acts: interest and terms, wettelijke rente that is fixed, tegoed against what fell due."""
    stand, aanloop = uit.standen[lening.lening_id], uit.aanlopen.get(lening.lening_id)
    if aanloop and aanloop.tot == _morgen(dag):
        stand = _neem(uit, boek_aanloop(lening, stand, aanloop))
    if stand.wettelijk_tot == dag:
        stand = _neem_verwerkt(uit, lening, "", boek_wettelijke_rente(lening, stand, kennis.parameters, kennis.bekend_op))
    while stand.begonnen > stand.gesloten and volgende_dag(lening, stand) == dag:
        stand = _neem(uit, sluit_termijn(lening, stand))
    if stand.tegoed_cent:
        stand = _neem(uit, verreken_tegoed(lening, tel_rente(stand, dag), dag))
    if kennis.betaalt_vanaf and kennis.betaalt_vanaf <= dag:
        stand = _neem(uit, boek_betaling(lening, tel_rente(stand, dag), stand.openstaand(dag).totaal_cent, dag))
    uit.standen[lening.lening_id] = stand


def _einde_van_de_dag(lening: Lening, dag: date, uit: Verloop) -> None:
    """After the receipts of the day the base of a new term is fixed."""
    stand = uit.standen[lening.lening_id]
    if stand.begonnen == stand.gesloten and volgende_dag(lening, stand) == dag:
        uit.standen[lening.lening_id] = begin_termijn(stand)


def _betaal_uit(lening: Lening, cent: int, dag: date, uit: Verloop) -> None:
    stand = tel_rente(uit.standen[lening.lening_id], dag)
    regels = boeking(debet(Grootboek.HOOFDSOM, lening.cohort, cent), credit(Grootboek.BANK, lening.cohort, cent))
    uit.postings.append(Posting("uitbetaling", lening.lening_id, dag, cent, lening.artikel, f"Uitbetaling {bedrag(cent)}", regels))
    uit.standen[lening.lening_id] = replace(stand, hoofdsom_cent=stand.hoofdsom_cent + cent, uitbetaald_cent=stand.uitbetaald_cent + cent)


def _mutatie(kennis: Kennis, mutatie: m.Mutatie, uit: Verloop) -> None:
    try:
        if isinstance(mutatie, m.Betaling) and not mutatie.lening_id:
            _betaling_over_leningen(kennis, mutatie, uit)
            return
        lening = _lening(kennis, _doel(kennis, mutatie))
        voor = uit.standen[lening.lening_id]
        uit.standen[lening.lening_id] = _neem_verwerkt(uit, lening, mutatie.mutatie_id, verwerk(lening, voor, mutatie, kennis.parameters))
        _volg_achterstand(uit, lening.lening_id, mutatie.valutadatum)
    except (*WEIGERINGEN, ValueError) as weigering:
        uit.geweigerd.append(Geweigerd(mutatie.mutatie_id, str(weigering)))


def _betaling_over_leningen(kennis: Kennis, mutatie: m.Betaling, uit: Verloop) -> None:
    """Spread a receipt over what is due on all loans; what is left is tegoed on the chosen or else the oldest open loan (BW 6:43)."""
    dag = mutatie.valutadatum
    schulden = [
        Schuld(een.lening_id, een.toekenningsdatum, een.schema.jaarrente_procent, uit.standen[een.lening_id].openstaand(dag))
        for een in kennis.leningen
    ]
    delen, rest = verdeel_over(mutatie.bedrag_cent, schulden, dag, mutatie.keuze)
    if rest:
        doel = mutatie.keuze[0] if mutatie.keuze else _oudste_open(kennis, uit)
        delen[doel] = replace(delen.get(doel, Toerekening()), rest_cent=rest)
    for lening_id, deel in delen.items():
        lening = _lening(kennis, lening_id)
        stand = tel_rente(uit.standen[lening_id], dag)
        uit.standen[lening_id] = _neem(uit, boek_toerekening(lening, stand, deel, dag, mutatie.mutatie_id))
        _volg_achterstand(uit, lening_id, dag)


def _volg_achterstand(uit: Verloop, lening_id: str, dag: date) -> None:
    """Wettelijke rente that runs follows the arrears."""
    stand = uit.standen[lening_id]
    if stand.wettelijk_van and stand.wettelijk_standen[-1].cent != (nu := wettelijke_grondslag(stand)):
        eerder = tuple(post for post in stand.wettelijk_standen if post.vervaldag < dag)
        uit.standen[lening_id] = replace(stand, wettelijk_standen=(*eerder, Post(dag, nu)))


def _oudste_open(kennis: Kennis, uit: Verloop) -> str:
    open_nu = [een for een in kennis.leningen if not uit.standen[een.lening_id].is_leeg] or list(kennis.leningen)
    return min(open_nu, key=lambda een: een.toekenningsdatum).lening_id


def _doel(kennis: Kennis, mutatie: m.Mutatie) -> str:
    """The loan a mutation is about; only a single loan may stay unnamed."""
    if not mutatie.lening_id and len(kennis.leningen) == 1:
        return kennis.leningen[0].lening_id
    return mutatie.lening_id


def _lening(kennis: Kennis, lening_id: str) -> Lening:
    for lening in kennis.leningen:
        if lening.lening_id == lening_id:
            return lening
    raise MutatieKanNiet(f"De lening '{lening_id}' bestaat niet. Noem een van: {', '.join(een.lening_id for een in kennis.leningen)}.")


def _neem(uit: Verloop, stap: tuple[Stand, tuple[Posting, ...]]) -> Stand:
    uit.postings.extend(stap[1])
    return stap[0]


def _neem_verwerkt(uit: Verloop, lening: Lening, mutatie_id: str, verwerkt: Verwerkt) -> Stand:
    uit.postings.extend(verwerkt.postings)
    uit.signalen.extend(Signaal(mutatie_id, lening.lening_id, tekst) for tekst in verwerkt.signalen)
    return verwerkt.stand
