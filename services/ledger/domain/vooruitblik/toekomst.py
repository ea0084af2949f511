"""What a debtor still pays, day by day, when everything is paid on time from now on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.grootboek.boekregels import Grootboek
from services.ledger.domain.lening.geschiedenis import geopende_lening, mutaties
from services.ledger.domain.lening.saldi import RENTE
from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.kennis import Kennis, Verloop
from services.ledger.domain.verloop.leningstand import Leningvoorwaarden, Posting
from services.ledger.domain.verloop.saldi import Saldo, saldo
from services.ledger.domain.verloop.verloop import verloop
from shared.dates import plus_maanden
from shared.parameters import Parameterset

# Longer than any other id: comes after every other mutation of its day.
LAATSTE = "~".rjust(len(str(UUID(int=0))) * 2, "~")


@dataclass(frozen=True, slots=True)
class Betaaldag:
    """What is paid on one day, and the hoofdsom that is left after it."""

    dag: date
    rente_cent: int
    aflossing_cent: int
    kosten_cent: int
    hoofdsom_cent: int

    @property
    def samen_cent(self) -> int:
        return self.rente_cent + self.aflossing_cent + self.kosten_cent


@dataclass(frozen=True, slots=True)
class Toekomst:
    """`ineens_cent` is due already, `extra_cent` is paid by a plan; `betaaldagen` come after it. `rente_cent` is still to be posted."""

    ineens_cent: int
    extra_cent: int
    betaaldagen: tuple[Betaaldag, ...]
    rente_cent: int
    stand: Saldo
    uitstelmaanden: int
    verboden: tuple[str, ...]
    signalen: tuple[str, ...]

    @property
    def volgende_cent(self) -> int:
        return self.betaaldagen[0].samen_cent if self.betaaldagen else 0

    @property
    def hoogste_cent(self) -> int:
        return max((een.samen_cent for een in self.betaaldagen), default=0)

    @property
    def totaal_cent(self) -> int:
        return self.ineens_cent + self.extra_cent + sum(een.samen_cent for een in self.betaaldagen)

    @property
    def einde(self) -> date | None:
        """The last day on which something is paid."""
        return self.betaaldagen[-1].dag if self.betaaldagen else None


def toekomst(
    feiten: Sequence[Mutatie], op: date, parameters: Parameterset, extra: Sequence[m.Mutatie] = ()
) -> Toekomst:
    """By everything in these facts, and by `extra` mutations as if decided; nothing is recorded."""
    return vooruit(geopende_lening(feiten), mutaties(feiten), op, parameters, extra)


def vooruit(
    lening: Leningvoorwaarden,
    bekend: Sequence[m.Mutatie],
    op: date,
    parameters: Parameterset,
    extra: Sequence[m.Mutatie] = (),
    eerder: Verloop | None = None,
) -> Toekomst:
    """From a day on, by the mutations that are known; `eerder` is any run of this loan."""
    alles = (*bekend, *extra)
    tot_nu = verloop(Kennis((lening,), alles, parameters, op), op, eerder)
    nu = tot_nu.standen[lening.lening_id]
    ineens = nu.openstaand(op).totaal_cent
    kennis = Kennis(
        (lening,),
        (*alles, *_betaling(ineens, op)),
        parameters,
        op,
        betaalt_vanaf=op + timedelta(days=1),
    )
    uit = verloop(kennis, _horizon(lening, op, parameters), tot_nu)
    nieuw = {een.mutatie_id for een in extra}
    betaald = [
        een
        for een in uit.postings
        if een.soort == "betaling" and not een.mutatie_id and een.valutadatum > op
    ]
    return Toekomst(
        ineens_cent=ineens,
        extra_cent=sum(_op_de_bank(een) for een in uit.postings if een.mutatie_id in nieuw),
        betaaldagen=tuple(
            _betaaldag(dag, betaald, uit) for dag in sorted({een.valutadatum for een in betaald})
        ),
        rente_cent=sum(
            een.bedrag_cent
            for een in uit.postings
            if een.soort == "rente" and een.valutadatum >= op
        ),
        stand=saldo(lening, nu, op),
        uitstelmaanden=saldo(lening, uit.standen[lening.lening_id], date.max).uitstelmaanden,
        verboden=tuple(een.reden for een in uit.geweigerd if een.mutatie_id in nieuw),
        signalen=tuple(een.tekst for een in uit.signalen if een.mutatie_id in nieuw),
    )


def _op_de_bank(posting: Posting) -> int:
    return sum(
        regel.bedrag_cent for regel in posting.boekregels if regel.rekening == Grootboek.BANK.value
    )


def _betaling(cent: int, op: date) -> tuple[m.Mutatie, ...]:
    """What is due is paid today, after everything else of the day."""
    return (
        (m.Betaling(mutatie_id=LAATSTE, boekdatum=op, valutadatum=op, bedrag_cent=cent),)
        if cent
        else ()
    )


def _betaaldag(dag: date, betaald: Sequence[Posting], uit: Verloop) -> Betaaldag:
    per: dict[str, int] = {}
    for regel in (regel for een in betaald if een.valutadatum == dag for regel in een.boekregels):
        grootboek = regel.rekening.rpartition(":")[2]
        per[grootboek] = per.get(grootboek, 0) - regel.bedrag_cent
    over = sum(
        regel.bedrag_cent
        for een in uit.postings
        if een.valutadatum <= dag
        for regel in een.boekregels
        if regel.rekening.rpartition(":")[2] == Grootboek.HOOFDSOM.value
    )
    rente = sum(cent for grootboek, cent in per.items() if grootboek in RENTE)
    return Betaaldag(
        dag, rente, per.get(Grootboek.HOOFDSOM.value, 0), per.get(Grootboek.KOSTEN.value, 0), over
    )


def _horizon(lening: Leningvoorwaarden, op: date, parameters: Parameterset) -> date:
    """Far enough for any loan to end: twice the longest term."""
    return plus_maanden(
        op, 2 * parameters.waarde("looptijd_max_bbz_lening", lening.toekenningsdatum).aantal
    )
