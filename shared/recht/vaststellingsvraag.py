"""The file of one boekjaar as it is put before the rules, and what must hold of it (Bbz art. 6, 12, 60aa, 60ab)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from shared.begrippen import Groep
from shared.dates import plus_maanden, voluit
from shared.parameters import Parameterset
from shared.recht.jaarnorm import Huishouden

MAANDEN_PER_JAAR = 12


@dataclass(frozen=True, slots=True)
class Bijstandsmaand:
    """Bijstand for levensonderhoud paid over one month (its first day), in cents."""

    maand: date
    bedrag_cent: int


@dataclass(frozen=True, slots=True)
class Vermogensbron:
    """The outcome of the vermogenstoets as input where limits of a year are unknown: how much lies above the limit, and who says so."""

    boven_grens_cent: int
    bron: str


@dataclass(frozen=True, slots=True)
class Vaststellingsvraag:
    """The file of one boekjaar. Exactly one of netto and bruto income, and one of jaarnorm and huishouden.

    `terugvorderen` is the decision under the "kan" of art. 12 lid 2 c; None: not decided yet. `evenredig_deel` (A-5) and
    `grens_bij_aandeeltoets` (A-24) overrule the municipal choice. A given jaarnorm holds the norms only, without bijzondere bijstand.
    """

    boekjaar_begin: date
    aanvraagdatum: date
    besluitdatum: date
    groep: Groep
    maanden: tuple[Bijstandsmaand, ...]
    bijzondere_bijstand_cent: int = 0
    netto_inkomen_cent: int | None = None
    bruto_inkomen_cent: int | None = None
    correctie_procent: Decimal | None = None
    vereenvoudigd_bbz_cent: int = 0
    jaarnorm_cent: int | None = None
    huishouden: Huishouden | None = None
    eigen_vermogen_cent: int | None = None
    totaal_vermogen_cent: int | None = None
    vermogensbron: Vermogensbron | None = None
    terugvorderen: bool | None = None
    brutering: bool = False
    evenredig_deel: str | None = None
    grens_bij_aandeeltoets: str | None = None


class VaststellingKanNiet(ValueError):
    """The file is incomplete or contradicts itself; the message says what to give."""


def controleer(vraag: Vaststellingsvraag, parameters: Parameterset) -> None:
    """Raises VaststellingKanNiet, ParameterOnbekend."""
    if (vraag.netto_inkomen_cent is None) == (vraag.bruto_inkomen_cent is None):
        raise VaststellingKanNiet("Geef het netto of het bruto inkomen, een van beide.")
    if (vraag.jaarnorm_cent is None) == (vraag.huishouden is None):
        raise VaststellingKanNiet("Geef de jaarnorm of het huishouden, een van beide.")
    _controleer_bronnen(vraag)
    einde = plus_maanden(vraag.boekjaar_begin, MAANDEN_PER_JAAR)
    if vraag.besluitdatum < einde:
        raise VaststellingKanNiet(
            f"Het boekjaar loopt tot en met {voluit(einde - timedelta(days=1))}. Daarna kan de vaststelling (Bbz art. 12 lid 1)."
        )
    maanden = [(maand.maand.year, maand.maand.month) for maand in vraag.maanden]
    if len(maanden) != len(set(maanden)) or any(
        not vraag.boekjaar_begin.replace(day=1) <= maand.maand < einde for maand in vraag.maanden
    ):
        raise VaststellingKanNiet(
            "Elke maand met bijstand komt één keer voor en ligt in het boekjaar."
        )
    if any(maand.bedrag_cent < 0 for maand in vraag.maanden) or vraag.bijzondere_bijstand_cent < 0:
        raise VaststellingKanNiet("Bijstand kan niet negatief zijn.")
    if vraag.vereenvoudigd_bbz_cent:
        _controleer_vereenvoudigd(vraag, einde, parameters)
    if vraag.brutering:
        parameters.waarde("brutering_art_4", vraag.boekjaar_begin)


def _controleer_bronnen(vraag: Vaststellingsvraag) -> None:
    """Nothing is accepted that the sum would not look at."""
    if vraag.aanvraagdatum > vraag.besluitdatum:
        raise VaststellingKanNiet("De aanvraag is van na het besluit. Kijk de datums na.")
    if vraag.netto_inkomen_cent is not None and vraag.correctie_procent is not None:
        raise VaststellingKanNiet(
            "De correctie hoort bij bruto inkomen. Geef geen correctie bij netto inkomen (Bbz art. 6 lid 2)."
        )


def _controleer_vereenvoudigd(
    vraag: Vaststellingsvraag, einde: date, parameters: Parameterset
) -> None:
    """It was there for some months only, and is income where ordinary Bbz follows in the same boekjaar (art. 60aa, 60ab b)."""
    van, tot = (
        parameters.waarde(f"vereenvoudigd_bbz_{grens}", vraag.besluitdatum).datum
        for grens in ("van", "tot")
    )
    loopt = vraag.boekjaar_begin <= tot and van < einde
    if not loopt or not any(maand.bedrag_cent and maand.maand > tot for maand in vraag.maanden):
        raise VaststellingKanNiet(
            f"Vereenvoudigd Bbz was er van {voluit(van)} t/m {voluit(tot)} en telt mee als in hetzelfde boekjaar gewone bijstand volgt"
            " (Bbz art. 60aa, 60ab b). Bij dit boekjaar hoort geen vereenvoudigd Bbz."
        )
