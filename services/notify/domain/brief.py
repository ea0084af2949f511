"""The one content object of a letter: HTML and PDF say exactly this, in this order."""

from datetime import date

from shared.begrippen import Waarde
from shared.dates import maandnaam
from shared.landen import LANDEN, NEDERLAND


class Afzender(Waarde):
    """The desk in whose name a letter goes out. `dagen_om_te_betalen` is the friendly term of a herinnering."""

    gemeente: str
    loket: str
    adres: tuple[str, ...]
    bezoekadres: str
    telefoon: str
    bereikbaar: str
    website: str
    email: str
    iban: str
    op_naam_van: str
    ondertekenaar: str
    functie: str
    kleur: str = "#17518f"
    dagen_om_te_betalen: int = 14


class Geadresseerde(Waarde):
    naam: str
    handelsnaam: str | None
    straat: str
    huisnummer: str
    postcode: str
    plaats: str
    land: str = NEDERLAND

    @property
    def regels(self) -> tuple[str, ...]:
        """As it stands behind the window of the envelope."""
        bedrijf = (self.handelsnaam, f"t.a.v. {self.naam}") if self.handelsnaam else (self.naam,)
        return (
            *bedrijf,
            f"{self.straat} {self.huisnummer}",
            *self._plaats,
        )

    @property
    def _plaats(self) -> tuple[str, ...]:
        """A letter that goes abroad names the country below, in capitals (Universal Postal Union S42)."""
        if self.land == NEDERLAND:
            return (f"{_met_spatie(self.postcode)}  {self.plaats.upper()}",)
        return (
            f"{self.postcode}  {self.plaats.upper()}",
            LANDEN.get(self.land, self.land).upper(),
        )


class Regel(Waarde):
    """One line of an overview: what it is, and the amount, day or number."""

    omschrijving: str
    waarde: str


class Inlevercode(Waarde):
    """With what an entrepreneur hands in papers by himself; empty where nobody can."""

    code: str = ""
    adres: str = ""


class Deel(Waarde):
    """A part of a letter under one heading; `overzicht` comes after the paragraphs, `slot` after the overview."""

    kop: str = ""
    alineas: tuple[str, ...] = ()
    overzicht_kop: str = ""
    overzicht: tuple[Regel, ...] = ()
    slot: tuple[str, ...] = ()


class Brief(Waarde):
    afzender: Afzender
    geadresseerde: Geadresseerde
    datum: date
    kenmerk: str
    betreft: str
    delen: tuple[Deel, ...]

    @property
    def aanhef(self) -> str:
        return f"Beste {self.geadresseerde.naam},"

    @property
    def tekst(self) -> str:
        """Everything the letter says, for a check of its words."""
        regels = [self.betreft]
        for deel in self.delen:
            regels += [
                deel.kop,
                *deel.alineas,
                *(f"{regel.omschrijving}: {regel.waarde}" for regel in deel.overzicht),
                *deel.slot,
            ]
        return "\n".join(regel for regel in regels if regel)


def voluit(dag: date) -> str:
    """'31 maart 2026'."""
    return f"{dag.day} {maandnaam(dag)}"


def leesbaar(betalingskenmerk: str) -> str:
    """In groups of four, as a bank's screen shows it: '1234 5678 9012 3456'."""
    return " ".join(
        betalingskenmerk[start : start + 4] for start in range(0, len(betalingskenmerk), 4)
    )


def _met_spatie(postcode: str) -> str:
    kaal = postcode.replace(" ", "")
    return f"{kaal[:4]} {kaal[4:]}"
