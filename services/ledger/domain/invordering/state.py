"""The collection ladder of one claim, as its facts make it. A new period of arrears begins with a clean slate."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID, uuid5

from services.ledger.domain.invordering import events as f
from services.ledger.domain.invordering.begrippen import (
    Afspraak,
    Betaalbeschikking,
    GeplandeStap,
    Pauze,
    Schuldsoort,
    Trajectaanleiding,
)
from shared.begrippen import Feit, Waarde
from shared.recht.invorderingsstappen import Stap
from shared.recht.verjaring import Stuiting

GEEN = UUID(int=0)


class Traject(Waarde):
    """`gedaan` holds the steps of this period that were taken or skipped; a step keeps its day until something happens."""

    loopt: bool = False
    schuldsoort: Schuldsoort = "lening"
    schuld_id: UUID = GEEN
    dossier_id: UUID = GEEN
    gemeente: str = ""
    betalingskenmerk: str = ""
    periode: int = 0
    aanmaningen: int = 0
    aanleiding: Trajectaanleiding = "gemiste_termijn"
    sinds: date = date.min
    gestart_op: date = date.min
    laatste_op: date = date.min
    gemiste_termijnen: int = 0
    gegroeid_op: date | None = None
    beschikking: Betaalbeschikking | None = None
    betaaltermijn_tot: date | None = None
    gedaan: tuple[Stap, ...] = ()
    pogingen: int = 0
    afspraak: Afspraak | None = None
    pauzes: tuple[Pauze, ...] = ()
    gepauzeerd_op: date | None = None
    hervat_op: date | None = None
    opgemaakt: f.AanmaningOpgemaakt | None = None
    verstuurd_op: date | None = None
    aanmaning_tot: date | None = None
    aangemaand_cent: int = 0
    volgende: GeplandeStap | None = None

    @property
    def staat_stil(self) -> bool:
        return bool(self.pauzes)


def traject_id(schuld_id: UUID) -> UUID:
    """The stream of the ladder of a claim."""
    return uuid5(schuld_id, "invordering")


def stuitingen(feiten: Iterable[Feit]) -> tuple[Stuiting, ...]:
    """Acts of the ladder that stop the verjaring: an aanmaning that was sent, a dwangbevel, a promise to pay (Awb 4:105, 4:106)."""
    return tuple(daad for feit in feiten if (daad := _stuit(feit)))


def _stuit(feit: Feit) -> Stuiting | None:
    match feit:
        case f.AanmaningVerstuurd():
            return Stuiting(feit.verstuurd_op, "aanmaning")
        case f.DwangbevelUitgevaardigd():
            return Stuiting(feit.op, "dwangbevel")
        case f.AfspraakGemaakt():
            return Stuiting(feit.op, "erkenning")
    return None


def evolve(traject: Traject, feit: Feit) -> Traject:
    if not isinstance(feit, f.Invorderingsfeit):
        raise TypeError(f"unknown fact {type(feit).__name__}")
    return _na(traject, feit).na(volgende=feit.volgende)


def _na(traject: Traject, feit: f.Invorderingsfeit) -> Traject:
    match feit:
        case f.InvorderingGestart():
            return _gestart(traject, feit)
        case f.InvorderingBeeindigd():
            return _beeindigd(traject, feit)
        case f.BetaaltermijnGesteld():
            return _met(traject, betaaltermijn_tot=feit.laatste_dag)
        case f.AchterstandGegroeid():
            return _met(
                traject,
                gemiste_termijnen=feit.gemiste_termijnen,
                gegroeid_op=traject.gegroeid_op or feit.op,
            )
        case f.InvorderingGepauzeerd():
            andere = tuple(een for een in traject.pauzes if een.bron != feit.pauze.bron)
            return _met(
                traject,
                pauzes=(*andere, feit.pauze),
                gepauzeerd_op=traject.gepauzeerd_op or feit.op,
            )
        case f.PauzeBeeindigd():
            return _hervat(traject, feit)
        case _:
            return _na_stap(traject, feit)


def _na_stap(traject: Traject, feit: f.Invorderingsfeit) -> Traject:
    match feit:
        case f.ContactGelegd():
            return _contact(traject, feit)
        case f.AfspraakGemaakt():
            return _met(traject, afspraak=feit.afspraak)
        case f.AfspraakNagekomen() | f.AfspraakGebroken():
            return _met(traject, afspraak=None, hervat_op=feit.op)
        case f.AanmaningOpgemaakt():
            return _met(traject, opgemaakt=feit, aanmaningen=feit.nummer)
        case f.AanmaningIngetrokken():
            return _met(traject, opgemaakt=None)
        case f.AanmaningVerstuurd():
            return _verstuurd(traject, feit)
        case f.DwangbevelUitgevaardigd():
            return _klaar(traject, "dwangbevel", feit.op)
        case f.InvorderingOvergedragen():
            return _klaar(traject, "overdracht", feit.op)
        case f.StapOvergeslagen():
            return _klaar(traject, feit.stap, feit.op)
        case _:
            raise TypeError(f"unknown fact {type(feit).__name__}")


def resterend(traject: Traject, tot: date, hervat_op: date) -> date:
    """The last day of a term that stood still: the days that were left when the pause began, from the day it goes on."""
    van = traject.gepauzeerd_op or hervat_op
    return hervat_op + max(tot - van, timedelta()) if van <= tot else tot


def _gestart(traject: Traject, feit: f.InvorderingGestart) -> Traject:
    return Traject(
        loopt=True,
        schuldsoort=feit.schuldsoort,
        schuld_id=feit.schuld_id,
        dossier_id=feit.dossier_id,
        gemeente=feit.gemeente,
        betalingskenmerk=feit.betalingskenmerk,
        periode=feit.periode,
        aanmaningen=traject.aanmaningen,
        aanleiding=feit.aanleiding,
        sinds=feit.sinds,
        gestart_op=feit.op,
        laatste_op=feit.op,
        gemiste_termijnen=feit.gemiste_termijnen,
        beschikking=feit.beschikking,
        pauzes=traject.pauzes,
        gepauzeerd_op=traject.gepauzeerd_op,
    )


def _beeindigd(traject: Traject, feit: f.InvorderingBeeindigd) -> Traject:
    """Where another ladder for the same money follows at once, what stood still stands still."""
    blijft = feit.reden in ("opgeeist", "beschikking_vervallen")
    return Traject(
        schuldsoort=traject.schuldsoort,
        schuld_id=traject.schuld_id,
        dossier_id=traject.dossier_id,
        gemeente=traject.gemeente,
        betalingskenmerk=traject.betalingskenmerk,
        periode=traject.periode,
        aanmaningen=traject.aanmaningen,
        pauzes=traject.pauzes if blijft else (),
        gepauzeerd_op=traject.gepauzeerd_op if blijft else None,
    )


def _verstuurd(traject: Traject, feit: f.AanmaningVerstuurd) -> Traject:
    na = _klaar(traject, feit.soort, feit.op)
    cent = traject.opgemaakt.bedrag_cent if traject.opgemaakt else 0
    return _met(
        na,
        opgemaakt=None,
        verstuurd_op=feit.verstuurd_op,
        aanmaning_tot=feit.laatste_dag,
        aangemaand_cent=cent,
    )


def _contact(traject: Traject, feit: f.ContactGelegd) -> Traject:
    na = _met(traject, pogingen=traject.pogingen + 1, hervat_op=feit.op)
    return _klaar(na, "contact", feit.op) if feit.is_afgerond else na


def _hervat(traject: Traject, feit: f.PauzeBeeindigd) -> Traject:
    if over := tuple(een for een in traject.pauzes if een.bron != feit.pauze.bron):
        return _met(traject, pauzes=over)
    return _met(
        traject,
        pauzes=(),
        gepauzeerd_op=None,
        hervat_op=feit.op,
        betaaltermijn_tot=feit.betaaltermijn_tot,
        aanmaning_tot=feit.aanmaning_tot,
    )


def _klaar(traject: Traject, stap: Stap, op: date) -> Traject:
    """`opnieuw_bekijken` comes back as often as needed."""
    gedaan = (
        traject.gedaan if stap in (*traject.gedaan, "opnieuw_bekijken") else (*traject.gedaan, stap)
    )
    return _met(traject, gedaan=gedaan, laatste_op=op)


def _met(traject: Traject, **anders: object) -> Traject:
    return traject.na(**anders)
