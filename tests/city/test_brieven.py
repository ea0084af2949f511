"""The ledger's events run through notify: in a city where anything happens no letter contradicts another, the ladder or the books."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from services.ledger import examples
from services.ledger.adapters.publish import publish
from services.ledger.domain.invordering import commands as v
from services.ledger.domain.invordering.schuldbeeld import Schuldbeeld
from services.ledger.domain.invordering.state import Traject, traject_id
from services.ledger.domain.lening.events import AflossingGeboekt
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.vier_ogen.weigeringen import Weigering
from services.ledger.domain.vordering.commands import Vorderingsverzoek
from services.notify.domain import commands as c
from services.notify.domain.aanmaning import laatste_dag
from services.notify.domain.decide import decide, decide_bezorging
from services.notify.domain.events import BerichtVerstuurd
from services.notify.domain.gegevens import Aanmaningsgegevens, Herinneringsgegevens
from services.notify.domain.schuldstand import Schuldstand
from services.notify.domain.state import Bericht, evolve
from services.notify.policies import verzoeken
from services.notify.projections.schuldstanden import over_lening, volg
from shared.begrippen import Feit
from shared.contracts import ledger as contract
from shared.contracts.base import Contract
from shared.contracts.invordering import InvorderingBeeindigd
from shared.dates import feestdagen, is_werkdag
from shared.parameters import Parameterset
from tests.facts import stored
from tests.ledger.invordering.test_ladder_invarianten import _doe, vanzelf
from tests.ledger.invordering.test_vorderingsladder import Vorderingspapier
from tests.ledger.invordering.test_vorderingsladder import _doe as _doe_vordering
from tests.ledger.vordering.test_vorderingen import GEOPEND, ID, TERUG, besluit
from tests.ledger.vordering.test_vorderingen import LENING as RENTELOOS
from tests.steun.ledger.boek import PARAMETERS
from tests.steun.ledger.ladderpapier import Ladderpapier

DAG = timedelta(days=1)
LENING = examples.open_lening().lening_id
HARDER = {"dwangbevel", "overdracht"}
NA_START = datetime(2999, 1, 1, tzinfo=UTC)


@dataclass
class Verstuurd:
    """A letter that went out, and how the claim stood at that moment."""

    bericht_id: UUID
    gegevens: Herinneringsgegevens | Aanmaningsgegevens
    op: date
    beeld: Schuldbeeld
    traject: Traject
    open_termijnen: Mapping[int, int]

    @property
    def stond_stil(self) -> bool:
        return (
            self.traject.staat_stil
            or self.traject.afspraak is not None
            or any(stop.loopt(self.op) for stop in self.beeld.stops)
        )


@dataclass
class Postkamer:
    """notify on paper: its policies and domain, with its rules for what waits; the delivery loop is `bezorg`."""

    berichten: dict[UUID, Bericht] = field(default_factory=dict)
    stand: Schuldstand = field(default_factory=Schuldstand)
    verstuurd: list[Verstuurd] = field(default_factory=list)
    gehoord: list[Contract] = field(default_factory=list)

    def hoor(self, event: Contract) -> None:
        self.gehoord.append(event)
        aanleiding = c.Aanleiding(
            event_id=uuid5(LENING, str(len(self.gehoord))), vastgelegd=NA_START, startmerk=NA_START
        )
        if over_lening(event):
            self.stand = volg(self.stand, event)
        for verzoek in verzoeken(event, aanleiding):
            self._behandel(verzoek)

    def _behandel(self, verzoek: Any) -> None:
        match verzoek:
            case c.WerkHerinneringenBij():
                for bericht_id in self._wachtend("herinnering", None):
                    self._neem(bericht_id, decide_bezorging(self.berichten[bericht_id], verzoek))
            case c.AnnuleerBerichten():
                for bericht_id in self._wachtend(verzoek.soort, verzoek.bericht_id):
                    annuleer = c.AnnuleerBericht(reden=verzoek.reden, op=verzoek.op)
                    self._neem(bericht_id, decide_bezorging(self.berichten[bericht_id], annuleer))
            case c.VerstuurHerinnering(beletsel=None):
                anders = verzoek.model_copy(update={"beletsel": self.stand.beletsel(verzoek.op)})
                self._neem(
                    verzoek.bericht_id,
                    decide(self.berichten.get(verzoek.bericht_id, Bericht()), anders),
                )
            case _:
                self._neem(
                    verzoek.bericht_id,
                    decide(self.berichten.get(verzoek.bericht_id, Bericht()), verzoek),
                )

    def _wachtend(self, soort: str, alleen: UUID | None) -> list[UUID]:
        return [
            bericht_id
            for bericht_id, bericht in self.berichten.items()
            if bericht.status == "gereserveerd"
            and bericht.gegevens
            and bericht.gegevens.soort == soort
            and alleen in (None, bericht_id)
        ]

    def _neem(self, bericht_id: UUID, feiten: list[Feit]) -> None:
        for feit in feiten:
            self.berichten[bericht_id] = evolve(self.berichten.get(bericht_id, Bericht()), feit)

    def bezorg(self, op: date) -> Iterator[tuple[UUID, Herinneringsgegevens | Aanmaningsgegevens]]:
        """As the delivery loop chooses: nothing on a free day, no aanmaning on the day of a herinnering about the same loan."""
        if not is_werkdag(op):
            return
        for soort in ("herinnering", "aanmaning"):
            al = any(
                isinstance(brief.gegevens, Herinneringsgegevens) and brief.op == op
                for brief in self.verstuurd
            )
            for bericht_id in self._wachtend(soort, None):
                if soort == "aanmaning" and al:
                    continue
                gegevens = self.berichten[bericht_id].gegevens
                assert isinstance(gegevens, Herinneringsgegevens | Aanmaningsgegevens)
                feiten = decide_bezorging(
                    self.berichten[bericht_id], c.RegistreerVerzending(op=op, gegevens=gegevens)
                )
                self._neem(bericht_id, feiten)
                assert any(isinstance(feit, BerichtVerstuurd) for feit in feiten)
                yield bericht_id, gegevens


class Stadskantoor(Ladderpapier):
    """The ledger on paper; all that it publishes goes to the post room, which delivers at the end of every day."""

    def __init__(self, parameters: Parameterset, **lening: Any) -> None:
        self.post_kamer, self.verteld = Postkamer(), (0, 0)
        super().__init__(examples.open_lening(**lening), parameters, post=False)

    def vertel(self) -> None:
        """The facts of the loan and of its ladder, in the order of their transaction."""
        tot_lening, tot_ladder = self.verteld
        leningfeiten = [stored(feit, LENING, self.vandaag) for feit in self.feiten[tot_lening:]]
        ladderfeiten = [
            stored(feit, traject_id(LENING), self.vandaag) for feit in self.ladder[tot_ladder:]
        ]
        self.verteld = (len(self.feiten), len(self.ladder))
        for feit in (*leningfeiten, *ladderfeiten):
            if event := publish(feit):
                self.post_kamer.hoor(event)

    def vraag(self, verzoek: v.Invorderingsverzoek) -> list[Feit]:
        feiten = super().vraag(verzoek)
        self.vertel()
        return feiten

    def tot(self, tot: date) -> None:
        while self.vandaag < tot:
            self.bezorg()
            super().tot(self.vandaag + DAG)

    def bezorg(self) -> None:
        for bericht_id, gegevens in self.post_kamer.bezorg(self.vandaag):
            traject, over = (
                self.traject,
                {termijn.nr: termijn.open_cent for termijn in self.lening.gemist},
            )
            self.post_kamer.verstuurd.append(
                Verstuurd(bericht_id, gegevens, self.vandaag, self.beeld, traject, over)
            )
            if isinstance(gegevens, Aanmaningsgegevens):
                assert traject.opgemaakt is not None
                assert traject.opgemaakt.aanmaning_id == bericht_id
                self.verstuur(self.vandaag)
                assert self.traject.aanmaning_tot == laatste_dag(self.vandaag, PARAMETERS), (
                    "the last day in the letter is the ledger's"
                )


class Vorderingskantoor(Vorderingspapier):
    """The same for a vordering: its facts and those of its ladder go to the post room, and a vergoeding is booked once it was sent."""

    def __init__(self, parameters: Parameterset, opening: Vorderingsverzoek) -> None:
        self.post_kamer, self.verteld, self.parameters = Postkamer(), (0, 0), parameters
        super().__init__(opening)

    def vraag(self, verzoek: v.Invorderingsverzoek) -> None:
        super().vraag(verzoek)
        tot_vordering, tot_ladder = self.verteld
        feiten = [stored(feit, ID, self.vandaag) for feit in self.feiten[tot_vordering:]]
        ladder = [stored(feit, traject_id(ID), self.vandaag) for feit in self.ladder[tot_ladder:]]
        self.verteld = (len(self.feiten), len(self.ladder))
        for event in filter(None, map(publish, (*feiten, *ladder))):
            self.post_kamer.hoor(event)

    def tot(self, tot: date) -> None:
        while self.vandaag < tot:
            self.bezorg()
            self.dag(self.vandaag + DAG)

    def bezorg(self) -> None:
        for bericht_id, gegevens in self.post_kamer.bezorg(self.vandaag):
            self.post_kamer.verstuurd.append(
                Verstuurd(bericht_id, gegevens, self.vandaag, self.beeld, self.traject, {})
            )
            opgemaakt = self.traject.opgemaakt
            assert opgemaakt is not None
            assert opgemaakt.aanmaning_id == bericht_id
            self.verstuur(self.vandaag)
            assert self.traject.aanmaning_tot == laatste_dag(self.vandaag, PARAMETERS), (
                "the last day in the letter is the ledger's"
            )
            if opgemaakt.vergoeding_cent:
                self.doe(
                    besluit(
                        "kosten",
                        opgemaakt.vergoeding_cent,
                        self.vandaag,
                        besluit_id=opgemaakt.aanmaning_id,
                    )
                )


WAT = st.sampled_from(
    [
        *["volgende"] * 6,
        *["niets"] * 4,
        "betaal_termijn",
        "betaal_deel",
        "betaal_alles",
        "uitstel",
        "later_uitstel",
        "intrekking",
        "opeising",
        "buiten",
        "weer_binnen",
        "correctie",
        "bereikt",
        "gesprek",
        "betaalafspraak",
        "aanmaning",
        "dwangbevel",
        "overdracht",
        "overslaan",
        "pauze",
        "hervat",
        "storno",
        "kosten",
        "kwijt",
        "kwijt_alles",
        "achterstand_kwijt",
        "verjaard",
        "schuldregeling",
        "morgen_uitstel",
        "moratorium",
    ]
)
WAT_VORDERING = st.sampled_from(
    [
        *["niets"] * 4,
        *["aanmaning"] * 3,
        *["eraf"] * 2,
        "betaal",
        "alles",
        "stop",
        "hervat",
        "kosten",
        "kwijt",
        "afspraak",
        "pauze",
        "moratorium",
        "verder",
        "dwangbevel",
        "overdracht",
        "overslaan",
    ]
)
VERHAAL = st.lists(st.tuples(st.integers(0, 40), WAT), min_size=4, max_size=14)
# Around the turn of the year, Easter, Koningsdag, Ascension and Whitsun; each month its own weekday for the vervaldag.
LENINGEN = st.fixed_dictionaries(
    {
        "termijnen": st.sampled_from([3, 12, 60]),
        "methode": st.sampled_from(["lineair", "annuitair"]),
        "dagtelling": st.sampled_from(["maand", "act_365"]),
    }
)
# A claim is revoked; on the day of a missed term the revocation is revoked.
DRIE_TERMIJNEN = {"termijnen": 3, "methode": "lineair", "dagtelling": "maand"}
OPEISING_HERLEEFT = [(0, "volgende"), (0, "opeising"), (0, "correctie"), (10, "correctie")]
# A storno between a missed term and its letter changes the interest that the term asks.
STORNO_VOOR_DE_BRIEF = [(23, "niets"), (11, "betaal_termijn"), (15, "kwijt"), (23, "storno")]
TWEE_WEKEN = timedelta(weeks=2)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(LENINGEN, st.sampled_from([PARAMETERS, vanzelf()]), VERHAAL)
@example(DRIE_TERMIJNEN, PARAMETERS, OPEISING_HERLEEFT)
@example(DRIE_TERMIJNEN | {"termijnen": 12}, PARAMETERS, STORNO_VOOR_DE_BRIEF)
def test_no_letter_contradicts_another_the_ladder_or_the_books(
    lening: dict[str, Any], beleid: Parameterset, verhaal: list[tuple[int, str]]
) -> None:
    stad = Stadskantoor(beleid, **lening)
    stad.vandaag = date(2026, 2, 20)
    for dagen, wat in verhaal:
        stad.tot(stad.vandaag + timedelta(days=dagen))
        with suppress(Weigering):
            _doe_meer(stad, wat)
        stad.vertel()
    stad.tot(stad.vandaag + TWEE_WEKEN)
    for brief in stad.post_kamer.verstuurd:
        _elke_brief(brief)
        _herinnering(brief) if isinstance(brief.gegevens, Herinneringsgegevens) else _aanmaning(
            brief
        )
    _naast_elkaar(stad.post_kamer.verstuurd)
    _gemist_op_tijd(stad)


def _doe_meer(stad: Stadskantoor, wat: str) -> None:
    """What takes debt away, brings it back, or keeps the ladder still, beside what the ladder itself knows."""
    saldi = stad.lening.saldi
    match wat:
        case "storno":
            betaald = [
                feit
                for feit in stad.feiten
                if isinstance(feit, AflossingGeboekt) and feit.betaling_id
            ]
            if betaald and betaald[-1].betaling_id:
                stad.besluit(g.Herroeping(soort="storno", van=betaald[-1].betaling_id))
        case "kosten":
            stad.besluit(g.Kosten(bedrag_cent=1_500, grondslag="Awb 4:113"))
        case "kwijt" | "kwijt_alles" if saldi.hoofdsom_cent:
            cent = saldi.hoofdsom_cent if wat == "kwijt_alles" else saldi.hoofdsom_cent // 2 + 1
            stad.besluit(
                g.Kwijtschelding(
                    bedrag_cent=cent, deel="hoofdsom", grondslag="beleid van de gemeente"
                ),
                samen=True,
            )
        case "achterstand_kwijt" | "verjaard":
            stad.besluit(
                g.AchterstandKwijt(grondslag="Awb 4:104", verjaring=wat == "verjaard"), samen=True
            )
        case "schuldregeling" if saldi.hoofdsom_cent > 1:
            stad.besluit(
                g.Schuldregeling(
                    bedrag_cent=saldi.hoofdsom_cent // 2, alle_schuldeisers_werken_mee=True
                ),
                samen=True,
            )
        case "morgen_uitstel":
            stad.besluit(g.Uitstel(van=stad.vandaag + DAG, maanden=1))
        case "moratorium":
            stad.zet(v.Pauzeer(reden="moratorium", tot=stad.vandaag + TWEE_WEKEN))
        case _:
            _doe(stad, wat)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    st.sampled_from([TERUG, RENTELOOS]),
    st.sampled_from([PARAMETERS, vanzelf()]),
    st.lists(st.tuples(st.integers(0, 40), WAT_VORDERING), min_size=3, max_size=12),
)
def test_no_letter_about_a_vordering_contradicts_another_its_ladder_or_the_books(
    opening: Vorderingsverzoek, beleid: Parameterset, verhaal: list[tuple[int, str]]
) -> None:
    kantoor = Vorderingskantoor(beleid, opening)
    kantoor.vandaag = date(2025, 1, 1) if opening is RENTELOOS else GEOPEND + timedelta(weeks=5)
    for nummer, (dagen, wat) in enumerate(verhaal):
        kantoor.tot(kantoor.vandaag + timedelta(days=dagen))
        with suppress(Weigering):
            _doe_aan_vordering(kantoor, wat, nummer)
    kantoor.tot(kantoor.vandaag + TWEE_WEKEN)
    for brief in kantoor.post_kamer.verstuurd:
        _elke_brief(brief)
        _aanmaning(brief)
        assert isinstance(brief.gegevens, Aanmaningsgegevens), (
            "nothing but an aanmaning is ever sent about a vordering"
        )
        assert brief.gegevens.is_vordering
    _naast_elkaar(kantoor.post_kamer.verstuurd)


def _doe_aan_vordering(kantoor: Vorderingskantoor, wat: str, nummer: int) -> None:
    match wat:
        case "moratorium":
            kantoor.zet(
                v.Pauzeer(reden="moratorium", tot=kantoor.vandaag + TWEE_WEKEN), kantoor.vandaag
            )
        case "verder":
            kantoor.zet(v.Hervat(), kantoor.vandaag)
        case "overdracht":
            kantoor.zet(v.Overdracht(aan="deurwaarder"), kantoor.vandaag)
        case _:
            _doe_vordering(kantoor, wat, nummer)


def _elke_brief(brief: Verstuurd) -> None:
    assert brief.op.weekday() < 5, "no letter in a weekend"
    assert brief.op not in feestdagen(brief.op.year), "no letter on a holiday"
    assert not brief.stond_stil, "nothing goes out while the ladder stands still (Awb 4:94 lid 2)"
    assert brief.beeld.is_open, "nothing goes out when nothing is owed"
    assert not HARDER & set(brief.traject.gedaan), (
        "nothing softer once a dwangbevel or a bailiff asks the same"
    )


def _herinnering(brief: Verstuurd) -> None:
    assert isinstance(brief.gegevens, Herinneringsgegevens)
    assert brief.beeld.beschikking is None, "nothing for a single term once all is claimed"
    assert brief.gegevens.openstaand_cent == brief.open_termijnen[brief.gegevens.termijn], (
        "what is open in the books on that day"
    )
    assert brief.gegevens.termijn > 0


def _aanmaning(brief: Verstuurd) -> None:
    assert isinstance(brief.gegevens, Aanmaningsgegevens)
    assert brief.gegevens.bedrag_cent == brief.beeld.achterstand_cent
    assert brief.gegevens.is_na_beschikking == (brief.beeld.beschikking is not None)
    assert brief.traject.betaaltermijn_tot is None or brief.op > brief.traject.betaaltermijn_tot, (
        "not before its time to pay is over"
    )
    assert brief.traject.aanmaning_tot is None or brief.op > brief.traject.aanmaning_tot, (
        "no second demand while the first one runs"
    )


def _naast_elkaar(brieven: list[Verstuurd]) -> None:
    """Per term at most one herinnering, none on the day of an aanmaning, none after the aanmaning that asks it."""
    aanmaningen = [brief for brief in brieven if isinstance(brief.gegevens, Aanmaningsgegevens)]
    termijnen = [
        brief.gegevens.termijn
        for brief in brieven
        if isinstance(brief.gegevens, Herinneringsgegevens)
    ]
    assert len(termijnen) == len(set(termijnen))
    for brief in brieven:
        if isinstance(brief.gegevens, Herinneringsgegevens):
            for hard in aanmaningen:
                assert brief.op != hard.op
                assert brief.op < hard.op or brief.gegevens.termijn not in hard.open_termijnen


def _gemist_op_tijd(stad: Stadskantoor) -> None:
    """A term that is published as missed is a term; what was claimed at once is never one, and is not missed before its last day."""
    opgeeist: date | None = None
    besloten: date | None = None
    for event in stad.post_kamer.gehoord:
        match event:
            case contract.LeningOpgeeist():
                opgeeist = besloten = event.valutadatum
            case InvorderingBeeindigd(reden="opgeeist"):
                opgeeist = besloten
            case InvorderingBeeindigd(reden="beschikking_vervallen"):
                opgeeist = None
            case contract.BetalingGemist():
                assert event.termijn > 0
                assert event.boekdatum > event.vervaldag
                assert opgeeist is None or event.vervaldag < opgeeist
            case contract.BetaaltermijnVerstreken():
                assert event.boekdatum > event.laatste_dag
                assert besloten is not None
                assert event.laatste_dag >= besloten + timedelta(weeks=6)
