"""The ledger's events run through notify: in a city where anything happens no letter contradicts another, the ladder or the books."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.ledger import examples
from services.ledger.adapters.publish import publish
from services.ledger.domain import invorderingsverzoeken as v
from services.ledger.domain.invorderingstraject import traject_id
from services.ledger.domain.schuldbeeld import Schuldbeeld
from services.ledger.domain.weigeringen import Weigering
from services.notify.domain import commands as c
from services.notify.domain.aanmaning import laatste_dag
from services.notify.domain.decide import decide, decide_bezorging
from services.notify.domain.events import BerichtVerstuurd
from services.notify.domain.gegevens import Aanmaningsgegevens, Herinneringsgegevens
from services.notify.domain.schuldstand import Schuldstand
from services.notify.domain.state import Bericht, evolve
from services.notify.policies import over_lening, verzoeken, volg
from shared.begrippen import Feit
from shared.contracts import ledger as contract
from shared.contracts.base import Contract
from shared.dates import feestdagen, is_werkdag
from shared.parameters import Parameterset
from tests.facts import stored
from tests.ledger.boek import PARAMETERS
from tests.ledger.ladderpapier import Ladderpapier
from tests.ledger.test_ladder_invarianten import _doe, vanzelf

DAG = timedelta(days=1)
LENING = examples.open_lening().lening_id
NA_START = datetime(2999, 1, 1, tzinfo=UTC)


@dataclass
class Verstuurd:
    """A letter that went out, and how the claim stood at that moment."""

    bericht_id: UUID
    gegevens: Herinneringsgegevens | Aanmaningsgegevens
    op: date
    beeld: Schuldbeeld
    stond_stil: bool
    open_termijnen: Mapping[int, int]


@dataclass
class Postkamer:
    """notify on paper: its policies and domain, with its rules for what waits; the delivery loop is `bezorg`."""

    berichten: dict[UUID, Bericht] = field(default_factory=dict)
    stand: Schuldstand = field(default_factory=Schuldstand)
    verstuurd: list[Verstuurd] = field(default_factory=list)
    gehoord: list[Contract] = field(default_factory=list)

    def hoor(self, event: Contract) -> None:
        self.gehoord.append(event)
        aanleiding = c.Aanleiding(event_id=uuid5(LENING, str(len(self.gehoord))), vastgelegd=NA_START, startmerk=NA_START)
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
                self._neem(verzoek.bericht_id, decide(self.berichten.get(verzoek.bericht_id, Bericht()), anders))
            case _:
                self._neem(verzoek.bericht_id, decide(self.berichten.get(verzoek.bericht_id, Bericht()), verzoek))

    def _wachtend(self, soort: str, alleen: UUID | None) -> list[UUID]:
        return [
            bericht_id for bericht_id, bericht in self.berichten.items()
            if bericht.status == "gereserveerd" and bericht.gegevens and bericht.gegevens.soort == soort and alleen in (None, bericht_id)
        ]  # fmt: skip

    def _neem(self, bericht_id: UUID, feiten: list[Feit]) -> None:
        for feit in feiten:
            self.berichten[bericht_id] = evolve(self.berichten.get(bericht_id, Bericht()), feit)

    def bezorg(self, op: date) -> Iterator[tuple[UUID, Herinneringsgegevens | Aanmaningsgegevens]]:
        """As the delivery loop chooses: nothing on a free day, no aanmaning on the day of a herinnering about the same loan."""
        if not is_werkdag(op):
            return
        for soort in ("herinnering", "aanmaning"):
            al = any(isinstance(brief.gegevens, Herinneringsgegevens) and brief.op == op for brief in self.verstuurd)
            for bericht_id in self._wachtend(soort, None):
                if soort == "aanmaning" and al:
                    continue
                gegevens = self.berichten[bericht_id].gegevens
                assert isinstance(gegevens, Herinneringsgegevens | Aanmaningsgegevens)
                feiten = decide_bezorging(self.berichten[bericht_id], c.RegistreerVerzending(op=op, gegevens=gegevens))
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
        ladderfeiten = [stored(feit, traject_id(LENING), self.vandaag) for feit in self.ladder[tot_ladder:]]
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
            beeld, traject = self.beeld, self.traject
            stil = traject.staat_stil or traject.afspraak is not None or any(stop.loopt(self.vandaag) for stop in beeld.stops)
            over = {termijn.nr: termijn.open_cent for termijn in self.lening.gemist}
            self.post_kamer.verstuurd.append(Verstuurd(bericht_id, gegevens, self.vandaag, beeld, stil, over))
            if isinstance(gegevens, Aanmaningsgegevens):
                assert traject.opgemaakt is not None
                assert traject.opgemaakt.aanmaning_id == bericht_id
                self.verstuur(self.vandaag)
                assert self.traject.aanmaning_tot == laatste_dag(self.vandaag, PARAMETERS), "the last day in the letter is the ledger's"


WAT = st.sampled_from([
    *["volgende"] * 6, *["niets"] * 4, "betaal_termijn", "betaal_deel", "betaal_alles", "uitstel", "later_uitstel", "intrekking",
    "opeising", "buiten", "weer_binnen", "correctie", "bereikt", "gesprek", "betaalafspraak", "aanmaning", "dwangbevel", "overdracht",
    "overslaan", "pauze", "hervat",
])  # fmt: skip
VERHAAL = st.lists(st.tuples(st.integers(0, 40), WAT), min_size=4, max_size=14)
# Around the turn of the year, Easter, Koningsdag, Ascension and Whitsun; each month its own weekday for the vervaldag.
LENINGEN = st.fixed_dictionaries({
    "termijnen": st.sampled_from([3, 12, 60]), "methode": st.sampled_from(["lineair", "annuitair"]),
    "dagtelling": st.sampled_from(["maand", "act_365"]),
})  # fmt: skip
TWEE_WEKEN = timedelta(weeks=2)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(LENINGEN, st.sampled_from([PARAMETERS, vanzelf()]), VERHAAL)
def test_no_letter_contradicts_another_the_ladder_or_the_books(
    lening: dict[str, Any], beleid: Parameterset, verhaal: list[tuple[int, str]]
) -> None:
    stad = Stadskantoor(beleid, **lening)
    stad.vandaag = date(2026, 2, 20)
    for dagen, wat in verhaal:
        stad.tot(stad.vandaag + timedelta(days=dagen))
        with suppress(Weigering):
            _doe(stad, wat)
        stad.vertel()
    stad.tot(stad.vandaag + TWEE_WEKEN)
    for brief in stad.post_kamer.verstuurd:
        _elke_brief(brief)
        _herinnering(brief) if isinstance(brief.gegevens, Herinneringsgegevens) else _aanmaning(brief)
    _naast_elkaar(stad.post_kamer.verstuurd)
    _gemist_op_tijd(stad)


def _elke_brief(brief: Verstuurd) -> None:
    assert brief.op.weekday() < 5, "no letter in a weekend"
    assert brief.op not in feestdagen(brief.op.year), "no letter on a holiday"
    assert not brief.stond_stil, "nothing goes out while the ladder stands still (Awb 4:94 lid 2)"
    assert brief.beeld.is_open, "nothing goes out when nothing is owed"


def _herinnering(brief: Verstuurd) -> None:
    assert isinstance(brief.gegevens, Herinneringsgegevens)
    assert brief.beeld.beschikking is None, "nothing for a single term once all is claimed"
    assert brief.gegevens.openstaand_cent == brief.open_termijnen[brief.gegevens.termijn], "what is open in the books on that day"
    assert brief.gegevens.termijn > 0


def _aanmaning(brief: Verstuurd) -> None:
    assert isinstance(brief.gegevens, Aanmaningsgegevens)
    assert brief.gegevens.bedrag_cent == brief.beeld.achterstand_cent
    assert brief.gegevens.is_na_beschikking == (brief.beeld.beschikking is not None)


def _naast_elkaar(brieven: list[Verstuurd]) -> None:
    """Per term at most one herinnering, none on the day of an aanmaning, none after the aanmaning that asks it."""
    aanmaningen = [brief for brief in brieven if isinstance(brief.gegevens, Aanmaningsgegevens)]
    termijnen = [brief.gegevens.termijn for brief in brieven if isinstance(brief.gegevens, Herinneringsgegevens)]
    assert len(termijnen) == len(set(termijnen))
    for brief in brieven:
        if isinstance(brief.gegevens, Herinneringsgegevens):
            for hard in aanmaningen:
                assert brief.op != hard.op
                assert brief.op < hard.op or brief.gegevens.termijn not in hard.open_termijnen


def _gemist_op_tijd(stad: Stadskantoor) -> None:
    """A term that is published as missed is a term; what was claimed at once is never one, and is not missed before its last day."""
    opgeeist: date | None = None
    for event in stad.post_kamer.gehoord:
        match event:
            case contract.LeningOpgeeist():
                opgeeist = event.valutadatum
            case contract.MutatieGecorrigeerd():
                opgeeist = None
            case contract.BetalingGemist():
                assert event.termijn > 0
                assert event.boekdatum > event.vervaldag
                assert opgeeist is None or event.vervaldag < opgeeist
            case contract.BetaaltermijnVerstreken():
                assert event.boekdatum > event.laatste_dag
                assert opgeeist is not None
                assert event.laatste_dag >= opgeeist + timedelta(weeks=6)
