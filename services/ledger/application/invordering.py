"""Load, decide, append for the collection ladders: with the facts of their claim, on a day, when a letter went out, by people.

A ladder moves in the transaction that moves its claim. One that cannot be decided is parked under its own id; its claim goes on.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID, uuid5

from services.ledger.adapters.invordering import trajecten
from services.ledger.adapters.kader import Kader
from services.ledger.adapters.lening import agenda
from services.ledger.adapters.lening.dagen import OpenDag
from services.ledger.adapters.log import LENING, TRAJECT, VORDERING
from services.ledger.domain.invordering.begrippen import Schuldsoort
from services.ledger.domain.invordering.commands import (
    DoeHandeling,
    Handeling,
    Invorderingsverzoek,
    RegistreerVerzending,
    VolgSchuld,
)
from services.ledger.domain.invordering.decide import decide_invordering
from services.ledger.domain.invordering.events import AanmaningOpgemaakt
from services.ledger.domain.invordering.plan import dagen, gaat_vanzelf
from services.ledger.domain.invordering.schuldbeeld import Schuldbeeld
from services.ledger.domain.invordering.state import Traject, traject_id
from services.ledger.domain.lening.schuldbeeld import beeld_van, heeft_achterstand
from services.ledger.domain.lening.state import Lening
from services.ledger.domain.lening.weigeringen import LeningIsOnbekend
from services.ledger.domain.vordering.schuldbeeld import beeld_van_vordering, is_in_verzuim
from services.ledger.domain.vordering.state import Vordering
from services.ledger.domain.vordering.weigeringen import VorderingIsOnbekend
from shared.again import is_to_do_again
from shared.begrippen import Feit
from shared.facts import Cause
from shared.handle import Command
from shared.observability import caused, log
from shared.parameters import Parameterset
from shared.store import Store
from shared.transaction import Transaction

ACTOR = "ledger"
Schuld = tuple[Schuldsoort, UUID]
DAG = timedelta(days=1)


def volg(
    transaction: Transaction, parameters: Parameterset, voor: Lening, lening_id: UUID, cause: Cause
) -> None:
    """The ladder of a loan after facts of that loan; nothing is read for a loan that is not and was not behind."""
    na = transaction.load(LENING, lening_id)
    if heeft_achterstand(voor) or heeft_achterstand(na):
        _volg(transaction, parameters, ("lening", lening_id), _van_ons(cause), cause.at)


def volg_vordering(
    transaction: Transaction,
    parameters: Parameterset,
    voor: Vordering,
    vordering_id: UUID,
    cause: Cause,
) -> None:
    """The same after facts of a vordering."""
    if is_in_verzuim(voor) or is_in_verzuim(transaction.load(VORDERING, vordering_id)):
        _volg(transaction, parameters, ("vordering", vordering_id), _van_ons(cause), cause.at)


def _van_ons(cause: Cause) -> Cause:
    return Cause(**{**vars(cause), "actor": ACTOR, "mandate": None})


def prefetch(transaction: Transaction, lening_ids: Sequence[UUID]) -> None:
    """Reads the ladders of a page of loans at once."""
    behind = [
        lening_id
        for lening_id in lening_ids
        if heeft_achterstand(transaction.load(LENING, lening_id))
    ]
    transaction.prefetch(TRAJECT, [traject_id(lening_id) for lening_id in behind])


def prefetch_vorderingen(transaction: Transaction, vordering_ids: Sequence[UUID]) -> None:
    """Reads the ladders of a page of vorderingen at once: on the day of its verzuim a vordering starts one."""
    is_open = [een for een in vordering_ids if transaction.load(VORDERING, een).status == "open"]
    transaction.prefetch(TRAJECT, [traject_id(vordering_id) for vordering_id in is_open])


def plan(transaction: Transaction, parameters: Parameterset, wanneer: Mapping[UUID, date]) -> None:
    """Writes when a day has something to do for the ladders of these claims by itself, each seen from its day."""
    schulden = {traject_id(schuld_id): schuld_id for schuld_id in wanneer}
    transaction.prefetch(TRAJECT, list(schulden))
    rijen = []
    for stream_id, schuld_id in schulden.items():
        traject = transaction.load(TRAJECT, stream_id)
        if traject.periode:
            actie_op = (
                _actie_op(
                    traject,
                    _beeld(transaction, (traject.schuldsoort, schuld_id)),
                    wanneer[schuld_id],
                    parameters,
                )
                if traject.loopt
                else None
            )
            aanmaning_id = traject.opgemaakt.aanmaning_id if traject.opgemaakt else None
            rijen.append(
                trajecten.Rij(
                    stream_id,
                    traject.schuldsoort,
                    schuld_id,
                    aanmaning_id,
                    actie_op,
                    _na_afschrift(traject),
                )
            )
    trajecten.write(transaction.cursor, rijen)


def sluit_pagina(
    transaction: Transaction, parameters: Parameterset, dag: OpenDag, hoogstens: int
) -> bool:
    """What a day brings to ladders by itself, a page at a time; False when none is left."""
    aan_de_beurt = trajecten.aan_de_beurt(
        transaction.cursor, dag.dag, dag.afschriften_tot, hoogstens
    )
    _sluit(transaction, parameters, dag, aan_de_beurt)
    return bool(aan_de_beurt)


def sluit_een_voor_een(
    store: Store, parameters: Parameterset, dag: OpenDag, hoogstens: int
) -> None:
    """The same, each ladder in a transaction of its own; one that fails waits under its own id."""
    with store.cursor() as cursor:
        aan_de_beurt = trajecten.aan_de_beurt(cursor, dag.dag, dag.afschriften_tot, hoogstens)
    for schuld in aan_de_beurt:
        oorzaak = uuid5(traject_id(schuld[1]), dag.dag.isoformat())
        with caused(str(oorzaak), None):
            _sluit_alleen(store, parameters, dag, schuld, oorzaak)


def _sluit_alleen(
    store: Store, parameters: Parameterset, dag: OpenDag, schuld: Schuld, oorzaak: UUID
) -> None:
    try:
        with store.transaction(notify=False) as transaction:
            _sluit(transaction, parameters, dag, [schuld])
    except Exception as error:
        if is_to_do_again(error):
            raise
        log.error(
            "ladder is parked",
            schuld_id=str(schuld[1]),
            dag=dag.dag.isoformat(),
            error=type(error).__name__,
        )
        with store.cursor() as cursor:
            agenda.park(cursor, traject_id(schuld[1]), dag.dag, oorzaak, error)


def _sluit(
    transaction: Transaction, parameters: Parameterset, dag: OpenDag, aan_de_beurt: Sequence[Schuld]
) -> None:
    beurt = [schuld_id for _, schuld_id in aan_de_beurt]
    transaction.prefetch(
        LENING, [schuld_id for soort, schuld_id in aan_de_beurt if soort == "lening"]
    )
    transaction.prefetch(
        VORDERING, [schuld_id for soort, schuld_id in aan_de_beurt if soort == "vordering"]
    )
    transaction.prefetch(TRAJECT, [traject_id(schuld_id) for schuld_id in beurt])
    for schuld in aan_de_beurt:
        cause = Cause(
            str(uuid5(traject_id(schuld[1]), f"dag/{dag.dag.isoformat()}")), ACTOR, dag.dag
        )
        _volg(transaction, parameters, schuld, cause, dag.dag, dag.afschriften_tot)
    plan(transaction, parameters, dict.fromkeys(beurt, dag.dag))
    trajecten.sluit(transaction.cursor, dag.dag, beurt)


def verstuurd(
    transaction: Transaction, parameters: Parameterset, aanmaning_id: UUID, op: date, cause: Cause
) -> AanmaningOpgemaakt | None:
    """A letter went out; the demand whose term it starts, None when it is no demand of ours or was withdrawn."""
    schuld_id = trajecten.bij_aanmaning(transaction.cursor, aanmaning_id)
    if schuld_id is None:
        return None
    opgemaakt = transaction.load(TRAJECT, traject_id(schuld_id)).opgemaakt
    feiten = _doe(
        transaction,
        parameters,
        schuld_id,
        RegistreerVerzending(aanmaning_id=aanmaning_id, op=op),
        cause,
    )
    plan(transaction, parameters, {schuld_id: cause.at})
    return opgemaakt if feiten else None


def handel(
    transaction: Transaction,
    kader: Kader,
    schuld: Schuld,
    handeling: Handeling,
    op: date,
    command: Command,
) -> list[Feit]:
    """What a person does on the ladder of a claim, on the business day; raises the refusal."""
    beeld, (_, schuld_id), parameters = _beeld(transaction, schuld), schuld, kader.parameters
    gevonden = kader.mandaten(transaction).ruimste(command.actor, beeld.gemeente, op)
    volg_eerst = VolgSchuld(beeld=beeld, op=op)
    feiten = _doe(transaction, parameters, schuld_id, volg_eerst, _van_ons(command.cause(op)))
    verzoek = DoeHandeling(handeling=handeling, beeld=beeld, op=op, mandaat=gevonden)
    feiten += _doe(
        transaction,
        parameters,
        schuld_id,
        verzoek,
        command.cause(op, gevonden.mandaat_id if gevonden else None),
    )
    plan(transaction, parameters, {schuld_id: op})
    return feiten


def _volg(
    transaction: Transaction,
    parameters: Parameterset,
    schuld: Schuld,
    cause: Cause,
    op: date,
    afschriften_tot: date | None = None,
) -> None:
    schuld_id = schuld[1]
    stream_id, beeld = traject_id(schuld_id), _beeld(transaction, schuld)
    traject = transaction.load(TRAJECT, stream_id)
    try:
        feiten = decide_invordering(
            traject, VolgSchuld(beeld=beeld, op=op, afschriften_tot=afschriften_tot), parameters
        )
    except Exception as error:
        log.error(
            "ladder is parked",
            schuld_id=str(schuld_id),
            dag=op.isoformat(),
            error=type(error).__name__,
        )
        agenda.park(transaction.cursor, stream_id, op, uuid5(stream_id, op.isoformat()), error)
        return
    transaction.append(TRAJECT, stream_id, feiten, cause)


def _beeld(transaction: Transaction, schuld: Schuld) -> Schuldbeeld:
    """The claim as it stands, with what came in since an appointment about money."""
    soort, schuld_id = schuld
    traject = transaction.load(TRAJECT, traject_id(schuld_id))
    betaling = (
        traject.afspraak if traject.afspraak and traject.afspraak.soort == "betaling" else None
    )
    sinds = betaling.gemaakt_op if betaling else None
    if soort == "vordering":
        return beeld_van_vordering(_vordering(transaction, schuld_id), sinds)
    lening = transaction.load(LENING, schuld_id)
    if lening.status == "onbekend":
        raise LeningIsOnbekend
    return beeld_van(lening, lambda: transaction.facts(schuld_id), sinds)


def _vordering(transaction: Transaction, vordering_id: UUID) -> Vordering:
    vordering = transaction.load(VORDERING, vordering_id)
    if vordering.status == "onbekend":
        raise VorderingIsOnbekend
    return vordering


def _doe(
    transaction: Transaction,
    parameters: Parameterset,
    schuld_id: UUID,
    verzoek: Invorderingsverzoek,
    cause: Cause,
) -> list[Feit]:
    stream_id = traject_id(schuld_id)
    feiten = decide_invordering(transaction.load(TRAJECT, stream_id), verzoek, parameters)
    transaction.append(TRAJECT, stream_id, feiten, cause)
    return feiten


def _actie_op(
    traject: Traject, beeld: Schuldbeeld, op: date, parameters: Parameterset
) -> date | None:
    komend = [stop.van for stop in beeld.stops if stop.van > op]
    einden = [pauze.tot for pauze in traject.pauzes if pauze.tot]
    afspraak, gepland = traject.afspraak, traject.volgende
    gesprek = (
        [afspraak.op + dagen("gesprek_vastleggen_na", op, parameters) + DAG]
        if afspraak and afspraak.soort == "gesprek"
        else []
    )
    vanzelf = [gepland.op] if gepland and gaat_vanzelf(gepland, op, parameters) else []
    return min([*komend, *einden, *gesprek, *vanzelf], default=None)


def _na_afschrift(traject: Traject) -> date | None:
    return (
        traject.afspraak.op if traject.afspraak and traject.afspraak.soort == "betaling" else None
    )
