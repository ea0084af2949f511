"""`reken lening`: the course of one or several loans of a debtor over both clocks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from pydantic import Field, model_validator

from services.ledger.domain.verloop.aflossing import met_bedragen
from services.ledger.domain.verloop.herboeking import Boeking, boekingen
from services.ledger.domain.verloop.kennis import Geweigerd, Signaal, bekend
from services.ledger.domain.verloop.leningstand import Leningvoorwaarden
from services.ledger.domain.verloop.mutaties import Mutatie
from services.ledger.domain.verloop.saldi import Saldo, saldo, signalen_bij_voorwaarden
from services.ledger.domain.verloop.verloop import vergeefs, verloop
from services.ledger.entrypoints.reken.leninginvoer import Leningvraag, lening
from services.ledger.entrypoints.reken.mutatie_invoer import Mutatievraag, mutaties, naam_van
from shared.money import bedrag
from shared.parameters import Parameterset
from shared.recht.reken.uitvoeren import Som
from shared.recht.reken.velden import Invoer, Peildag


class Peildatum(Invoer):
    """What held on a day, as known on another (default the same)."""

    geldig_op: Peildag
    bekend_op: Peildag | None = None


class Vraag(Invoer):
    """The loans of one debtor, what happened to them, and the days to look at."""

    leningen: tuple[Leningvraag, ...] = Field(strict=False, min_length=1)
    mutaties: tuple[Mutatievraag, ...] = Field((), strict=False)
    peildata: tuple[Peildatum, ...] = Field(strict=False, min_length=1)

    @model_validator(mode="after")
    def _ids_zijn_uniek(self) -> "Vraag":
        leningen = [een.lening_id for een in self.leningen]
        namen = [naam_van(een, nummer) for nummer, een in enumerate(self.mutaties, start=1)]
        if len(set(leningen)) != len(leningen) or len(set(namen)) != len(namen):
            raise ValueError("elk 'lening_id' en elk 'id' van een mutatie komt één keer voor")
        return self


@dataclass(frozen=True, slots=True)
class Rekeningregel:
    """One line of a booking: debet positive."""

    rekening: str
    bedrag_cent: int


@dataclass(frozen=True, slots=True)
class Regel:
    """One booking: what, on which ground, computed how, with its balanced lines (debet positive); `vervaldag` of what a term asks."""

    soort: str
    lening_id: str
    boekdatum: date
    valutadatum: date
    bedrag_cent: int
    grondslag: str
    parameterset: str
    formule: str
    boekregels: tuple[Rekeningregel, ...]
    mutatie_id: str
    is_tegenboeking: bool
    vervaldag: date | None


@dataclass(frozen=True, slots=True)
class Peilsaldo:
    """The loans on one pair of days, and everything together."""

    geldig_op: date
    bekend_op: date
    hoofdsom_cent: int
    rente_cent: int
    uitgestelde_rente_cent: int
    wettelijke_rente_cent: int
    kosten_cent: int
    achterstand_cent: int
    tegoed_cent: int
    leningen: tuple[Saldo, ...]


@dataclass(frozen=True, slots=True)
class Leninguitkomst:
    """Every booking up to the last day asked for, the figures, what to look at, what was refused, and the parameter set."""

    regels: tuple[Regel, ...]
    saldi: tuple[Peilsaldo, ...]
    signalen: tuple[Signaal, ...]
    geweigerd: tuple[Geweigerd, ...]
    parameterset: str


def antwoord(vraag: Vraag, parameters: Parameterset) -> Leninguitkomst:
    """The course of these loans."""
    leningen = tuple(lening(een, parameters) for een in vraag.leningen)
    gevraagd, namen = mutaties(vraag.mutaties)
    bekende = met_bedragen(leningen, gevraagd, parameters)
    peildata = [(een.geldig_op, een.bekend_op or een.geldig_op) for een in vraag.peildata]
    laatste = max(dag for paar in peildata for dag in paar)
    kennis = bekend(leningen, bekende, parameters, laatste, streng=True)
    alles = verloop(kennis, laatste)
    bij_voorwaarden = (
        Signaal("", een.lening_id, tekst)
        for een in leningen
        for tekst in signalen_bij_voorwaarden(
            een, alles.standen[een.lening_id], laatste, parameters
        )
    )
    return Leninguitkomst(
        tuple(
            _regel(een, parameters.versie, namen)
            for een in boekingen(leningen, bekende, parameters, laatste)
        ),
        tuple(_peilsaldo(leningen, bekende, paar, parameters) for paar in peildata),
        (
            *(replace(een, mutatie_id=namen.get(een.mutatie_id, "")) for een in alles.signalen),
            *bij_voorwaarden,
        ),
        tuple(
            replace(een, mutatie_id=namen[een.mutatie_id])
            for een in (*alles.geweigerd, *vergeefs(kennis, laatste, alles))
        ),
        parameters.versie,
    )


def _peilsaldo(
    leningen: tuple[Leningvoorwaarden, ...],
    mutaties: tuple[Mutatie, ...],
    paar: tuple[date, date],
    parameters: Parameterset,
) -> Peilsaldo:
    geldig_op, bekend_op = paar
    standen = verloop(
        bekend(leningen, mutaties, parameters, bekend_op, streng=True), geldig_op
    ).standen
    saldi = tuple(saldo(een, standen[een.lening_id], geldig_op) for een in leningen)
    return Peilsaldo(
        geldig_op,
        bekend_op,
        sum(een.hoofdsom_cent for een in saldi),
        sum(een.rente_cent for een in saldi),
        sum(een.uitgestelde_rente_cent for een in saldi),
        sum(een.wettelijke_rente_cent for een in saldi),
        sum(een.kosten_cent for een in saldi),
        sum(een.achterstand_cent for een in saldi),
        sum(een.tegoed_cent for een in saldi),
        saldi,
    )


def _regel(boeking: Boeking, parameterset: str, namen: Mapping[str, str]) -> Regel:
    een = boeking.posting
    return Regel(
        een.soort,
        een.lening_id,
        boeking.boekdatum,
        een.valutadatum,
        een.bedrag_cent,
        een.grondslag,
        parameterset,
        str(een.formule),
        tuple(Rekeningregel(*regel) for regel in een.boekregels),
        namen.get(een.mutatie_id, ""),
        boeking.is_tegenboeking,
        een.vervaldag,
    )


def tekst(uit: Leninguitkomst) -> str:
    """A line per booking, then the figures, signals and refusals."""
    regels = (
        f"{een.boekdatum}  {een.valutadatum}  {een.lening_id:12} {bedrag(een.bedrag_cent):>16}  {een.formule}"
        for een in uit.regels
    )
    saldi = (
        f"{peil.geldig_op} (bekend op {peil.bekend_op}) {een.lening_id}: {een.status}, hoofdsom {bedrag(een.hoofdsom_cent)}, "
        f"achterstand {bedrag(een.achterstand_cent)}, tegoed {bedrag(een.tegoed_cent)}, volgende {een.volgende_vervaldag or 'geen'}"
        for peil in uit.saldi
        for een in peil.leningen
    )
    signalen = (f"Let op: {een.tekst}" for een in uit.signalen)
    geweigerd = (f"Geweigerd {een.mutatie_id}: {een.reden}" for een in uit.geweigerd)
    return "\n".join(["boekdatum   valutadatum", *regels, "", *saldi, *signalen, *geweigerd])


SOM = Som(Vraag, antwoord, Leninguitkomst, tekst)
