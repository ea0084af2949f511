"""A bank statement as the ledger needs it, and when it may be believed: EUR, balances that add up, no gap to the one before."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from services.ledger.domain.betalingskenmerk import is_betalingskenmerk
from shared.begrippen import Waarde
from shared.money import bedrag

CIJFERREEKS = re.compile(r"(?<![0-9])[0-9]{16}(?![0-9])")
IN_GROEPEN = re.compile(r"(?<![0-9])[0-9]{4}[ .][0-9]{4}[ .][0-9]{4}[ .][0-9]{4}(?![0-9])")


class Bankregel(Waarde):
    """One receipt or payment; `post` and `deel` are its place in the statement. Cents are negative when they went off the account."""

    post: int
    deel: int
    dag: date
    bedrag_cent: int
    is_terugboeking: bool = False
    is_ongesplitst: bool = False
    kenmerk: str | None = None
    omschrijving: str = ""
    naam: str = ""
    tegenrekening: str = ""


class Afschrift(Waarde):
    """One statement of one account. `dag` is the day of the closing balance, `nummer` the bank's own count."""

    naam: str
    iban: str
    nummer: int | None
    dag: date
    beginsaldo_cent: int
    eindsaldo_cent: int
    regels: tuple[Bankregel, ...]


class AfschriftKloptNiet(Exception):
    """The file is refused as a whole; the message says what is wrong and where."""


def controleer(afschrift: Afschrift) -> None:
    """Opening balance + lines = closing balance; raises AfschriftKloptNiet."""
    som = afschrift.beginsaldo_cent + sum(regel.bedrag_cent for regel in afschrift.regels)
    if som != afschrift.eindsaldo_cent:
        raise AfschriftKloptNiet(
            f"Het saldo van afschrift {afschrift.naam} klopt niet: beginsaldo en regels geven {bedrag(som)},"
            f" maar het eindsaldo is {bedrag(afschrift.eindsaldo_cent)}."
        )


def gezocht_kenmerk(regel: Bankregel) -> str | None:
    """The betalingskenmerk of a line: the structured reference, else the only valid one in the description (Betaalvereniging)."""
    if regel.kenmerk and is_betalingskenmerk(regel.kenmerk):
        return regel.kenmerk
    genoemd = list(CIJFERREEKS.findall(regel.omschrijving))
    genoemd += [re.sub("[ .]", "", groep) for groep in IN_GROEPEN.findall(regel.omschrijving)]
    geldig = {reeks for reeks in genoemd if is_betalingskenmerk(reeks)}
    return geldig.pop() if len(geldig) == 1 else None


def reden_om_te_duiden(regel: Bankregel, kenmerk: str | None) -> str | None:
    """Why a person has to look at a line; None when it can be matched."""
    if regel.is_terugboeking:
        return "Dit is een terugboeking."
    if regel.bedrag_cent < 0:
        return "Dit bedrag ging van de rekening af."
    if regel.is_ongesplitst:
        return "Dit is een verzamelpost: de bank noemt de losse betalingen niet."
    return None if kenmerk else "Er staat geen betalingskenmerk bij."


class Saldostand(Waarde):
    """What the chain of statements of an account needs to know of each of them."""

    dag: date
    nummer: int | None
    beginsaldo_cent: int
    eindsaldo_cent: int
    is_verwerkt: bool


def aaneengesloten_tot(standen: Iterable[Saldostand]) -> date | None:
    """The day up to which an account is booked without a gap: each statement begins where the last one ended, all lines are done."""
    tot: date | None = None
    vorige: Saldostand | None = None
    for stand in sorted(standen, key=lambda stand: (stand.dag, stand.nummer or 0)):
        if not stand.is_verwerkt or (vorige and not _sluit_aan(vorige, stand)):
            break
        tot, vorige = stand.dag, stand
    return tot


def _sluit_aan(vorige: Saldostand, volgende: Saldostand) -> bool:
    is_volgend_nummer = vorige.nummer is None or volgende.nummer is None or volgende.nummer in (vorige.nummer + 1, 1)
    return is_volgend_nummer and vorige.eindsaldo_cent == volgende.beginsaldo_cent


def laagste(dagen: Sequence[date | None]) -> date | None:
    """The day up to which every account is complete; None when there is no account, or one without statements."""
    bekend = [dag for dag in dagen if dag]
    return min(bekend) if bekend and len(bekend) == len(dagen) else None
