"""A bank statement as the ledger needs it, and when it may be believed: EUR, balances that add up, a day for every line."""

from collections import Counter
from datetime import date, timedelta

from shared.begrippen import Waarde
from shared.money import bedrag

# A bank corrects its own mistakes with an older value day; whoever was credited over a weekend or holidays waits days, not weeks (B-7).
LANGST_ONDERWEG = timedelta(days=10)
# A statement covers at most a month; a year later a bank begins again at the same number.
LANGSTE_AFSCHRIFT = timedelta(days=31)


class Bankregel(Waarde):
    """One receipt or payment; `post` and `deel` are its place in the statement. Cents are negative when they went off the account.

    `dag` is the day on which our account was credited (Awb 4:89 lid 3). What follows `redencode` is as the bank wrote it.
    """

    post: int
    deel: int
    dag: date
    bedrag_cent: int
    boekdag: date | None = None
    is_terugboeking: bool = False
    redencode: str = ""
    is_ongesplitst: bool = False
    kenmerken: tuple[str, ...] = ()
    omschrijving: str = ""
    eindreferentie: str = ""
    bankreferentie: str = ""
    naam: str = ""
    tegenrekening: str = ""


class Afschrift(Waarde):
    """One statement of one account. `dag` is the day of the closing balance, `nummer` the bank's own count (None: it does not count)."""

    naam: str
    iban: str
    nummer: int | None
    dag: date
    beginsaldo_cent: int
    eindsaldo_cent: int
    regels: tuple[Bankregel, ...]

    @property
    def posten(self) -> tuple[int, ...]:
        """What went on and off the account, smallest first; a batch is one post, also when its parts are known."""
        per: Counter[int] = Counter()
        for regel in self.regels:
            per[regel.post] += regel.bedrag_cent
        return tuple(sorted(per.values()))


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


def is_hetzelfde(
    een: Afschrift, regels: frozenset[str], nummer: int | None, andere_regels: frozenset[str]
) -> bool:
    """Of two statements with the same account, day, balances and posts: are they one?

    Numbers decide where both have one. Where the balance stood still, only how the bank names their lines can tell two apart.
    """
    if een.nummer is not None and nummer is not None:
        return een.nummer == nummer
    stond_stil = een.beginsaldo_cent == een.eindsaldo_cent
    return not (stond_stil and regels and andere_regels and not regels & andere_regels)


def is_andere_versie(een: Afschrift, nummer: int | None, dag: date, mutatie_cent: int) -> bool:
    """Of two statements of one account that begin with the same balance and are not one: does a bank tell the same period again?

    Never behind a statement that left the balance as it was: the next one begins with the same.
    """
    if not mutatie_cent or een.beginsaldo_cent == een.eindsaldo_cent:
        return False
    if een.nummer is not None and nummer is not None:
        return een.nummer == nummer and abs(een.dag - dag) <= LANGSTE_AFSCHRIFT
    return een.dag == dag


def bijgeschreven_op(boekdag: date | None, valutadag: date | None) -> date | None:
    """The day that counts for the debtor: our account was credited on the value day, at the latest when booked (Awb 4:89 lid 3)."""
    return min((dag for dag in (boekdag, valutadag) if dag), default=None)


def reden_om_te_duiden(regel: Bankregel) -> str | None:
    """Why a person has to look at a line, whatever its reference; None when it can be matched."""
    if regel.is_terugboeking:
        return f"Dit is een terugboeking{_in_woorden(regel.redencode)}."
    if regel.bedrag_cent < 0:
        return "Dit bedrag ging van de rekening af."
    if not regel.bedrag_cent:
        return "Deze regel is nul euro."
    if regel.is_ongesplitst:
        return "Dit is een verzamelpost: de bank noemt de losse betalingen niet."
    if regel.boekdag and regel.boekdag - regel.dag > LANGST_ONDERWEG:
        return "De bank boekte dit veel later dan de dag waarop het telt. Kijk na of die dag klopt."
    return None


# Reason codes of returned payments (ISO 20022, ExternalReturnReasonCode) that occur most.
REDENEN = {
    "AC01": "het rekeningnummer klopt niet",
    "AC04": "de rekening is opgeheven",
    "AC06": "de rekening is geblokkeerd",
    "AG01": "op deze rekening kan dit niet",
    "AM04": "er stond te weinig saldo",
    "AM05": "het is dubbel betaald",
    "BE04": "het adres ontbreekt",
    "FOCR": "de bank van de betaler vroeg het terug",
    "MD01": "er is geen machtiging",
    "MD06": "de betaler haalde het terug",
    "MD07": "de rekeninghouder is overleden",
    "MS02": "de rekeninghouder weigerde het",
    "MS03": "de bank noemt geen reden",
    "RC01": "de bank is onbekend",
    "SL01": "de bank van de betaler biedt dit niet",
}


def _in_woorden(code: str) -> str:
    woorden = REDENEN.get(code)
    return f": {woorden} ({code})" if woorden else f" (reden {code})" if code else ""
