"""The stand of a loan as its state keeps it, so that a day is computed from the day before and not from the first."""

from dataclasses import replace
from datetime import date

from pydantic import TypeAdapter

from services.ledger.domain.grootboek.boeking import Rekenpunt
from services.ledger.domain.verloop.leningstand import Stand

# Changes whenever `Stand` does: what was kept in another form is computed anew.
VORM = "stand.2"
_STAND = TypeAdapter(Stand)


def rekenpunt(stand: Stand, dag: date) -> Rekenpunt:
    """Without the interest that is paid: only a run from the first day asks for that."""
    return Rekenpunt(
        vorm=VORM,
        dag=dag,
        stand=_STAND.dump_python(zonder_betaalde_rente(stand), mode="json", exclude_defaults=True),
    )


def stand_van(punt: Rekenpunt | None) -> Stand | None:
    return _STAND.validate_python(punt.stand) if punt and punt.vorm == VORM else None


def zonder_betaalde_rente(stand: Stand) -> Stand:
    return replace(stand, rente=tuple(post for post in stand.rente if post.open_cent))
