"""Who has a dossier: decided in the transaction of what was heard or asked; the table `eigenaren` moves with it."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from pydantic import BaseModel

from services.routing.adapters import eigenaren
from services.routing.domain.eigenaar.commands import (
    BeeindigEigenaarschap,
    Eigenaarsverzoek,
    HeropenEigenaarschap,
    NeemAf,
    NeemOver,
    Sluimer,
    VerdeelDossier,
    WekDossier,
)
from services.routing.domain.eigenaar.decide import Kader, decide
from services.routing.domain.eigenaar.state import Eigenaarschap, eigenaarschap_id, evolve
from services.routing.domain.eigenaar.verdeling import team_van
from services.routing.domain.events import (
    GeenRouteGevonden,
    RoutekeuzeAfgesloten,
    RoutekeuzeGesloten,
    RoutekeuzeHeropend,
    RouteToegewezen,
)
from shared.begrippen import Feit
from shared.contracts.organisatie import (
    DossierAfgeschermd,
    MedewerkerAangesteld,
    MedewerkerVertrokken,
    Organisatiegebeurtenis,
    RolToegekend,
    TeamIngericht,
)
from shared.facts import Cause, Stream
from shared.handle import Command, Done, handle, rehearse
from shared.organisatie.rijen import organisatie_in
from shared.parameters import Parameterset
from shared.store import Store
from shared.transaction import Transaction

EIGENAARSCHAP = Stream(Eigenaarschap(), evolve, shape="eigenaarschap.1")
WERKLAST = "werklast"
# What one event of the organisation, or one day, divides anew; the rest waits for the next.
PAGINA, OP_EEN_DAG = 500, 10_000


class Opgepakt(BaseModel):
    """Which dossier became somebody's own; None: none waited."""

    dossier_id: UUID | None


def verwerk_eigenaar(
    transaction: Transaction,
    verzoek: Eigenaarsverzoek,
    cause: Cause,
    parameters: Parameterset | None = None,
) -> list[Feit]:
    """Decides on one request and appends what follows; raises the refusal. `parameters` are asked by what a person asks."""
    stream_id = eigenaarschap_id(verzoek.dossier_id)
    voor = transaction.load(EIGENAARSCHAP, stream_id)
    feiten = decide(voor, verzoek, _kader(transaction, verzoek, parameters))
    if feiten:
        transaction.append(EIGENAARSCHAP, stream_id, feiten, cause)
        na = transaction.load(EIGENAARSCHAP, stream_id)
        eigenaren.write(transaction.cursor, verzoek.dossier_id, na)
        _tel(transaction, voor, na)
    return feiten


def volg_route(
    transaction: Transaction,
    dossier_id: UUID,
    feiten: Sequence[Feit],
    cause: Cause,
    voorganger: UUID | None = None,
) -> None:
    """A route gives a dossier its team and the team an owner; what is closed is nobody's work.

    `voorganger`: the dossier that this one follows, where that was just told.
    """
    for feit in feiten:
        match feit:
            case RouteToegewezen() | GeenRouteGevonden():
                verzoek: Eigenaarsverzoek = VerdeelDossier(
                    dossier_id=dossier_id,
                    gemeente=feit.gemeente,
                    team=feit.team,
                    is_gekozen=getattr(feit, "gekozen_door", "") == "medewerker",
                    voorganger=voorganger,
                    op=cause.at,
                )
            case RoutekeuzeGesloten() | RoutekeuzeAfgesloten():
                verzoek = BeeindigEigenaarschap(dossier_id=dossier_id, op=cause.at)
            case RoutekeuzeHeropend():
                verzoek = HeropenEigenaarschap(dossier_id=dossier_id, op=cause.at)
            case _:
                continue
        verwerk_eigenaar(transaction, verzoek, cause)


def hoor_dag(transaction: Transaction, dag: date, cause: Cause) -> None:
    """A day wakes what slept until it, takes from who left, and looks for somebody for what nobody has."""
    for dossier_id in eigenaren.uitgeslapen(transaction.cursor, dag):
        verwerk_eigenaar(transaction, WekDossier(dossier_id=dossier_id, op=dag), cause)
    _neem_af(transaction, dag, cause)
    _verdeel(transaction, dag, OP_EEN_DAG, cause)


def hoor_organisatie(
    transaction: Transaction, event: Organisatiegebeurtenis, dag: date, cause: Cause
) -> None:
    """Who left has nothing from that day on, nor who may not open it; who came, or may do more, can take what nobody could."""
    if isinstance(event, MedewerkerVertrokken):
        _neem_af(transaction, dag, cause)
    elif isinstance(event, DossierAfgeschermd):
        verwerk_eigenaar(transaction, NeemAf(dossier_id=event.dossier_id, op=dag), cause)
    elif isinstance(event, MedewerkerAangesteld | RolToegekend | TeamIngericht):
        _verdeel(transaction, dag, PAGINA, cause)


def hoor_nieuws(transaction: Transaction, dossier_id: UUID, cause: Cause) -> None:
    """The entrepreneur told something: what sleeps wakes."""
    verwerk_eigenaar(
        transaction, WekDossier(dossier_id=dossier_id, is_nieuws=True, op=cause.at), cause
    )


def prefetch(transaction: Transaction, dossier_ids: Sequence[UUID]) -> None:
    """Reads who has these dossiers at once."""
    transaction.prefetch(EIGENAARSCHAP, [eigenaarschap_id(een) for een in dossier_ids])


def eigenaarschap(store: Store, dossier_id: UUID) -> Eigenaarschap:
    """Who has a dossier now; not known for one that the rule has not seen."""
    with store.transaction(notify=False) as transaction:
        return transaction.load(EIGENAARSCHAP, eigenaarschap_id(dossier_id))


def doe_eigenaar(
    store: Store,
    parameters: Parameterset,
    maak: Callable[[date], Eigenaarsverzoek],
    command: Command,
) -> None:
    """What a person asks, on the business day; raises the refusal."""

    def work(transaction: Transaction, op: date) -> Done:
        verzoek = maak(op)
        cause = command.cause(op, correlation_id=str(verzoek.dossier_id))
        verwerk_eigenaar(transaction, verzoek, cause, parameters)
        return Done()

    handle(store, command, work, Done)


def beproef(
    store: Store,
    parameters: Parameterset,
    maak: Callable[[date], Eigenaarsverzoek],
    actor: str,
) -> list[Feit]:
    """What would follow on the business day; nothing is stored. Raises the refusal."""

    def work(transaction: Transaction, op: date) -> list[Feit]:
        return verwerk_eigenaar(transaction, maak(op), Cause("beproefd", actor, op), parameters)

    return rehearse(store, work)


def pak_volgende(store: Store, command: Command) -> Opgepakt:
    """The dossier of somebody's team that waits longest for an owner becomes theirs; raises the refusal."""

    def work(transaction: Transaction, op: date) -> Opgepakt:
        wie, organisatie = command.actor, organisatie_in(transaction)
        team = team_van(organisatie, wie)
        gemeenten = organisatie.gemeenten_van(wie, op)
        gevonden = (
            eigenaren.volgende(
                transaction.cursor, team, gemeenten, organisatie.afgeschermd_voor(wie)
            )
            if team
            else None
        )
        if gevonden:
            verzoek = NeemOver(dossier_id=gevonden, door=wie, eigenaar_was=None, op=op)
            cause = command.cause(op, correlation_id=str(gevonden))
            verwerk_eigenaar(transaction, verzoek, cause)
        return Opgepakt(dossier_id=gevonden)

    return handle(store, command, work, Opgepakt)


def _neem_af(transaction: Transaction, dag: date, cause: Cause) -> None:
    organisatie = organisatie_in(transaction)
    weg = [
        een
        for een in eigenaren.eigenaars(transaction.cursor)
        if not organisatie.is_in_dienst(een, dag)
    ]
    dossiers = eigenaren.van(transaction.cursor, weg) if weg else []
    prefetch(transaction, dossiers)
    for dossier_id in dossiers:
        verwerk_eigenaar(transaction, NeemAf(dossier_id=dossier_id, op=dag), cause)


def _verdeel(transaction: Transaction, dag: date, hoogstens: int, cause: Cause) -> None:
    gevonden = eigenaren.te_verdelen(transaction.cursor, hoogstens)
    prefetch(transaction, [een.dossier_id for een in gevonden])
    for een in gevonden:
        verwerk_eigenaar(transaction, VerdeelDossier(**een._asdict(), op=dag), cause)


def _kader(
    transaction: Transaction, verzoek: Eigenaarsverzoek, parameters: Parameterset | None
) -> Kader:
    """Only what the request looks at is read."""
    kader = Kader(organisatie_in(transaction))
    if isinstance(verzoek, VerdeelDossier | HeropenEigenaarschap):
        kader = replace(kader, last=_werklast(transaction))
    if isinstance(verzoek, VerdeelDossier) and verzoek.voorganger:
        vorige = transaction.load(EIGENAARSCHAP, eigenaarschap_id(verzoek.voorganger))
        kader = replace(kader, vorige=vorige.eigenaar)
    if isinstance(verzoek, Sluimer) and parameters:
        kader = replace(
            kader,
            termijn=eigenaren.termijn(transaction.cursor, verzoek.dossier_id),
            slaapt_hoogstens=parameters.waarde("belofte_sluimeren", verzoek.op).aantal,
        )
    return kader


def _werklast(transaction: Transaction) -> Mapping[str, int]:
    last: Mapping[str, int] | None = transaction.noted(WERKLAST, eigenaren.werklast)
    if last is None:
        last = eigenaren.werklast(transaction.cursor)
        transaction.note(WERKLAST, last)
    return last


def _tel(transaction: Transaction, voor: Eigenaarschap, na: Eigenaarschap) -> None:
    """Counts that were read go along with what this transaction gives and takes."""
    gelezen: Mapping[str, int] | None = transaction.noted(WERKLAST, lambda _: None)
    if gelezen is None:
        return
    last = Counter(gelezen)
    last.subtract([voor.eigenaar] if voor.is_open and voor.eigenaar else [])
    last.update([na.eigenaar] if na.is_open and na.eigenaar else [])
    transaction.note(WERKLAST, last)
