"""The Tozo loan: four text versions, each for all loans already granted (Tozo art. 14-16; rekenregels 2, A-3, A-14)."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from services.ledger.domain.verloop.leningstand import Aanloop, Leningvoorwaarden
from shared.dates import eerste_dag_volgende_maand, hele_maanden, plus_maanden
from shared.parameters import Parameter, ParameterOnbekend, Parameterset
from shared.recht.aflosschema import Schemavraag
from shared.recht.cohort import Regeling


@dataclass(frozen=True, slots=True)
class Tozoplan:
    """The conditions that a text version gives, and the interest before the first term."""

    schema: Schemavraag
    aanloop: Aanloop | None


class TozoLooptijdIsVoorbij(ValueError):
    """No term is left between the first payment and the end date."""

    def __init__(self, einde: date, eerste: date) -> None:
        super().__init__(
            f"Er blijft geen termijn over: de lening eindigt op {einde}, de eerste termijn begint op {eerste}."
        )


def tozoplan(
    lening: Leningvoorwaarden, berekend_op: date, bekend_op: date, parameters: Parameterset
) -> Tozoplan:
    """Schedule of a Tozo loan as of a day of computation, with the text versions known on `bekend_op`.

    Interest runs from the first day of the month after the first payout (A-3). The terms are the months that remain of the looptijd on the
    first payment date (A-14), unless the besluit gives an end date. Raises ParameterOnbekend, TozoLooptijdIsVoorbij.
    """
    eerste = _versie("tozo_eerste_betaaldatum", berekend_op, bekend_op, parameters).datum
    rente_start = eerste_dag_volgende_maand(min(deel.datum for deel in lening.uitbetalingen))
    start = max(eerste, rente_start)
    looptijd = _versie("tozo_looptijd", berekend_op, bekend_op, parameters).aantal
    na_einde = (
        lening.einddatum_besluit + timedelta(days=1)
        if lening.einddatum_besluit
        else plus_maanden(rente_start, looptijd)
    )
    termijnen = hele_maanden(start, na_einde)
    if termijnen < 1:
        raise TozoLooptijdIsVoorbij(na_einde - timedelta(days=1), start)
    rente = parameters.waarde("rente_tozo_lening", lening.toekenningsdatum).getal
    laatste_dag_eerste_termijn = plus_maanden(start, 1) - timedelta(days=1)
    schema = replace(
        lening.schema,
        jaarrente_procent=rente,
        termijnen=termijnen,
        start=start,
        eerste_vervaldag=laatste_dag_eerste_termijn,
        rentevrij=0,
    )
    return Tozoplan(
        schema,
        _aanloop(
            rente_start, start, _versie("tozo_rentevrij_van", berekend_op, bekend_op, parameters)
        ),
    )


def _aanloop(rente_start: date, eerste_termijn: date, rentevrij_van: Parameter) -> Aanloop | None:
    tot = eerste_termijn if rentevrij_van.is_geen else min(rentevrij_van.datum, eerste_termijn)
    maanden = hele_maanden(rente_start, tot) if tot > rente_start else 0
    return Aanloop(rente_start, tot, maanden, eerste_termijn) if maanden else None


def volgt_tekstversies(lening: Leningvoorwaarden) -> bool:
    """A Tozo loan whose conditions come from the text version of the day, not from its besluit."""
    return lening.regeling is Regeling.TOZO and not lening.schema_staat_vast


def tekstversies(parameters: Parameterset) -> tuple[date, ...]:
    """The days on which a text version became known: from then on every Tozo loan is computed anew."""
    return tuple(
        sorted(
            {
                max(rij.bekend_vanaf, rij.geldig_van)
                for rij in parameters.op_naam.get("tozo_looptijd", ())
            }
        )
    )


def _versie(naam: str, berekend_op: date, bekend_op: date, parameters: Parameterset) -> Parameter:
    """The last text version in force on the day of computation among those known; its end is unknown until its successor is known."""
    rijen = [
        rij
        for rij in parameters.op_naam.get(naam, ())
        if rij.geldig_van <= berekend_op and rij.bekend_vanaf <= bekend_op
    ]
    if not rijen:
        raise ParameterOnbekend(
            naam, berekend_op, "onbekend", "De eerste tekst van de Tozo-lening geldt later."
        )
    return max(rijen, key=lambda rij: rij.geldig_van)
