"""What a day or a mutation makes of a loan: computed on from where it stood, or anew from its first day when the past changes (A-22).

Whatever the order in which mutations become known, the loan comes to what one run with everything known comes to.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from services.ledger.domain.lening.behoud import moet_alles_bewaren
from services.ledger.domain.lening.besluiten import Besluit
from services.ledger.domain.lening.bijboeken import Bijboeking
from services.ledger.domain.lening.dossier import Leningdossier
from services.ledger.domain.lening.geschiedenis import Geschiedenis, rekenlening
from services.ledger.domain.lening.open_termijnen import Boekingskenmerk, boeken_na, boekingskenmerk
from services.ledger.domain.lening.rekenpunt import stand_van
from services.ledger.domain.lening.state import Lening
from services.ledger.domain.lening.weigeringen import EerdereMutatieKanNietMeer, MutatieMagNiet
from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.kennis import Kennis, Verloop
from services.ledger.domain.verloop.termijnloop import tel_tot
from services.ledger.domain.verloop.verloop import tot_het_begin, vervolg
from services.ledger.domain.verloop.verwerkt import geen_gevolg
from shared.parameters import Parameterset


def reken_door(
    lening: Lening, dossier: Leningdossier, dag: date, tot: date, nieuw: m.Mutatie | None = None
) -> Bijboeking:
    """Up to the start of a day from where the loan stood, with one mutation more; from its first day when that is not enough."""
    stand = stand_van(lening.punt)
    if (
        lening.punt is None
        or stand is None
        or (nieuw and vraagt_het_hele_leven(lening, nieuw.valutadatum))
    ):
        return herreken(lening, dossier, dag, nieuw)
    een = rekenlening(lening)
    uit = vervolg(
        Kennis((een,), (nieuw,) if nieuw else (), dossier.parameters, dag),
        stand,
        lening.punt.dag,
        tot,
    )
    if uit.geweigerd:
        raise MutatieMagNiet(uit.geweigerd[0].reden)
    bijboeking = Bijboeking(
        lening, een, boeken_na(lening.open_termijnen), uit, lening.parameterset, dag, tot, nieuw
    )
    bijboeking.boek()
    return bijboeking


def herreken(
    lening: Lening,
    dossier: Leningdossier,
    dag: date,
    nieuw: m.Mutatie | None = None,
    besluit: Besluit | None = None,
) -> Bijboeking:
    """Everything up to the start of a day, with one mutation more; raises MutatieMagNiet when a rule forbids it.

    A mutation with the id of an earlier one takes its place. `besluit` is the fact of the decision, without its figures.
    """
    historie, tot = dossier.geschiedenis, max(dag, gerekend_tm(lening))
    mutaties = [
        *(een for een in historie.mutaties if not nieuw or een.mutatie_id != nieuw.mutatie_id),
        *([nieuw] if nieuw else []),
    ]
    zonder = _reken(historie, historie.mutaties, dossier.parameters, tot) if besluit else None
    uit = _reken(historie, mutaties, dossier.parameters, tot, zonder)
    if uit.geweigerd or besluit:
        zonder = zonder or _reken(historie, historie.mutaties, dossier.parameters, tot)
        _keur(uit, zonder, nieuw)
        if besluit and nieuw:
            _moet_iets_doen(historie, uit, zonder, nieuw, tot)
    moet_alles_bewaren(historie.mutaties, mutaties, uit, besluit, historie.keuzes)
    bijboeking = Bijboeking(
        lening, historie.lening, historie.boeken, uit, dossier.parameters.versie, dag, tot, nieuw
    )
    bijboeking.boek(besluit)
    return bijboeking


def gerekend(lening: Lening, dossier: Leningdossier) -> Lening:
    """The loan with what the rules make of its facts: where it stands, and from where the sums go on."""
    historie, tot = dossier.geschiedenis, gerekend_tm(lening)
    uit = _reken(historie, historie.mutaties, dossier.parameters, tot)
    bijboeking = Bijboeking(
        lening, historie.lening, historie.boeken, uit, lening.parameterset, tot, tot
    )
    return lening.na(stand=bijboeking.rekenstand, punt=bijboeking.rekenpunt)


def vraagt_het_hele_leven(lening: Lening, vanaf: date) -> bool:
    """Whether what counts from this day makes the loan be computed from its first day, with all its facts."""
    return lening.punt is None or vanaf < lening.punt.dag


def gerekend_tm(lening: Lening) -> date:
    """The last day that the books know of."""
    return max(lening.gerekend_tm, lening.uitbetaald_op)


def _reken(
    historie: Geschiedenis,
    mutaties: Sequence[m.Mutatie],
    parameters: Parameterset,
    dag: date,
    eerder: Verloop | None = None,
) -> Verloop:
    """One run with everything known; `eerder` is one with less."""
    return tot_het_begin(Kennis((historie.lening,), tuple(mutaties), parameters, dag), dag, eerder)


def _keur(uit: Verloop, zonder: Verloop, nieuw: m.Mutatie | None) -> None:
    """The new mutation is allowed, and takes the ground from under no earlier one."""
    redenen = {een.mutatie_id: een.reden for een in uit.geweigerd}
    if nieuw and nieuw.mutatie_id in redenen:
        raise MutatieMagNiet(redenen[nieuw.mutatie_id])
    al = {een.mutatie_id for een in zonder.geweigerd}
    if anders := [reden for mutatie_id, reden in redenen.items() if mutatie_id not in al]:
        raise EerdereMutatieKanNietMeer(anders[0])


def _moet_iets_doen(
    historie: Geschiedenis, uit: Verloop, zonder: Verloop, nieuw: m.Mutatie, tot: date
) -> None:
    """A decision that books nothing and leaves the loan as it was is refused; raises MutatieMagNiet."""
    een = historie.lening
    stand, zonder_hem = (tel_tot(een, kant.standen[een.lening_id], tot) for kant in (uit, zonder))
    if stand == zonder_hem and _geboekt(uit) == _geboekt(zonder):
        raise MutatieMagNiet(geen_gevolg(nieuw))


def _geboekt(uit: Verloop) -> Counter[Boekingskenmerk]:
    return Counter(
        boekingskenmerk(een.valutadatum, een.boekregels) for een in uit.postings if een.boekregels
    )
