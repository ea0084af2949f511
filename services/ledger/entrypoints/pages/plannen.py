"""Plans that a debtor and a caseworker look at side by side; all of it stands in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.verloop import gegevens as g
from services.ledger.domain.vooruitblik.andere_looptijd import AndereLooptijd
from services.ledger.domain.vooruitblik.plannen import (
    AflossingIneens,
    Doorrekening,
    ExtraAflossing,
    reken_door,
)
from services.ledger.domain.vooruitblik.toekomst import Toekomst
from services.ledger.entrypoints.pages.besluitformulier import Veld, lees_gegevens, velden
from services.ledger.entrypoints.woorden.besluiten import SOORTEN, Soort
from shared.dates import eerste_dag_volgende_maand
from shared.parameters import Parameterset
from shared.web.problems import Fout

PLEKKEN = ("a", "b", "c")
_BESLUITEN = {code: SOORTEN[code] for code in ("uitstel", "opeising", "schuldregeling")}
PLANSOORTEN: dict[str, Soort] = {
    "uitstel": _BESLUITEN["uitstel"],
    "extra_aflossing": Soort(
        "extra_aflossing",
        "Extra aflossen",
        "Awb 4:92 lid 2",
        "De debiteur betaalt vandaag een bedrag extra.",
        ExtraAflossing,
        "",
    ),
    "aflossing_ineens": Soort(
        "aflossing_ineens",
        "Alles aflossen",
        "Awb 4:92 lid 2",
        "De debiteur betaalt vandaag alles.",
        AflossingIneens,
        "",
    ),
    "andere_looptijd": Soort(
        "andere_looptijd",
        "Andere looptijd",
        "Bbz art. 39 lid 1 a",
        "De rest in meer of minder termijnen.",
        AndereLooptijd,
        "",
    ),
    "kwijtschelding": Soort(
        "kwijtschelding",
        "Deel kwijtschelden",
        "beleid van de gemeente",
        "Een deel hoeft niet terug.",
        g.Kwijtschelding,
        "",
        {"grondslag": "beleid van de gemeente"},
    ),
    "schuldregeling": _BESLUITEN["schuldregeling"],
    "opeising": _BESLUITEN["opeising"],
}
# What a plan needs once it is chosen: the decision to propose, or the choice to record after the money came.
VERVOLG = {
    "extra_aflossing": "betaalkeuze",
    "aflossing_ineens": "betaalkeuze",
    "andere_looptijd": "",
}


@dataclass(frozen=True)
class Plan:
    """One column; `plek` is its letter in the address, empty for going on as it is. No `doorrekening`: filled in wrong."""

    plek: str
    soort: Soort | None
    waarden: Mapping[str, str] = field(default_factory=dict)
    velden: Sequence[Veld] = ()
    fouten: tuple[Fout, ...] = ()
    doorrekening: Doorrekening | None = None

    @property
    def naam(self) -> str:
        return self.soort.titel if self.soort else "Zoals nu"

    @property
    def besluit(self) -> str:
        """The address of the form that makes this plan real, after the address of the loan; empty where no decision of ours can."""
        code = VERVOLG.get(self.soort.code, self.soort.code) if self.soort else ""
        if not code or not self.doorrekening or not self.doorrekening.mag:
            return ""
        return f"/besluiten/{code}" + (
            f"?{urlencode(self.waarden)}" if code not in VERVOLG.values() else ""
        )


@dataclass(frozen=True)
class Vergelijking:
    """The columns, and addresses of the same page with a plan more, a plan less or another value."""

    pad: str
    plannen: tuple[Plan, ...]

    @property
    def eigen(self) -> tuple[Plan, ...]:
        return self.plannen[1:]

    @property
    def fouten(self) -> tuple[Fout, ...]:
        return tuple(
            Fout(f"{plan.plek}.{fout.veld}", fout.melding)
            for plan in self.eigen
            for fout in plan.fouten
        )

    @property
    def labels(self) -> dict[str, str]:
        return {
            f"{plan.plek}.{veld.naam}": f"{plan.naam}, {veld.label.rstrip('?')}"
            for plan in self.eigen
            for veld in plan.velden
        }

    @property
    def vrije_plek(self) -> str:
        bezet = {plan.plek for plan in self.eigen}
        return next((plek for plek in PLEKKEN if plek not in bezet), "")

    def met(self, code: str) -> str:
        return self._adres({**self._vragen(), self.vrije_plek: code})

    def zonder(self, weg: Plan) -> str:
        return self._adres(
            {
                naam: waarde
                for naam, waarde in self._vragen().items()
                if naam.partition(".")[0] != weg.plek
            }
        )

    def dichtstbij(self, plan: Plan) -> tuple[str, str] | None:
        """The nearest value that may: in words, and the address with it."""
        if not plan.doorrekening or not plan.doorrekening.dichtstbij:
            return None
        veld, waarde = plan.doorrekening.dichtstbij
        return f"Reken met {waarde} {veld}", self._adres(
            {**self._vragen(), f"{plan.plek}.{veld}": str(waarde)}
        )

    def _vragen(self) -> dict[str, str]:
        vragen: dict[str, str] = {}
        for plan in self.eigen:
            if plan.soort:
                vragen |= {plan.plek: plan.soort.code} | {
                    f"{plan.plek}.{naam}": waarde for naam, waarde in plan.waarden.items()
                }
        return vragen

    def _adres(self, vragen: Mapping[str, str]) -> str:
        return f"{self.pad}?{urlencode(vragen)}" if vragen else self.pad


def vergelijking(
    pad: str,
    vragen: Mapping[str, str],
    feiten: Sequence[Mutatie],
    op: date,
    parameters: Parameterset,
) -> Vergelijking:
    """The plans of an address; unknown kinds and fields are left out."""
    nu = reken_door(feiten, None, op, parameters)
    gekozen = [
        (plek, PLANSOORTEN[vragen[plek]]) for plek in PLEKKEN if vragen.get(plek) in PLANSOORTEN
    ]
    plannen = (
        _plan(plek, soort, vragen, feiten, op, parameters, nu.toekomst) for plek, soort in gekozen
    )
    return Vergelijking(pad, (Plan("", None, doorrekening=nu), *plannen))


def _plan(
    plek: str,
    soort: Soort,
    vragen: Mapping[str, str],
    feiten: Sequence[Mutatie],
    op: date,
    parameters: Parameterset,
    nu: Toekomst,
) -> Plan:
    gevraagd = velden(soort, ())
    getypt = {
        veld.naam: vragen[f"{plek}.{veld.naam}"]
        for veld in gevraagd
        if f"{plek}.{veld.naam}" in vragen
    }
    waarden = {veld.naam: veld.vooraf for veld in gevraagd} | (getypt or _begin(soort.code, op, nu))
    gegevens, fouten = lees_gegevens(soort, waarden)
    uit = None if fouten else reken_door(feiten, gegevens, op, parameters)
    return Plan(plek, soort, waarden, gevraagd, fouten, uit)


def _begin(code: str, op: date, nu: Toekomst) -> dict[str, str]:
    """A first guess, so that a plan shows something at once."""
    duizend = "1.000,00"
    return {
        "uitstel": {"van": eerste_dag_volgende_maand(op).isoformat(), "maanden": "6"},
        "extra_aflossing": {"bedrag": duizend, "keuze": "termijnbedrag_blijft"},
        "andere_looptijd": {"termijnen": str(len(nu.betaaldagen) + 12)},
        "kwijtschelding": {"bedrag": duizend, "deel": "hoofdsom"},
        "schuldregeling": {"bedrag": duizend, "alle_schuldeisers_werken_mee": "ja"},
        "opeising": {"grond": "niet_betaald"},
    }.get(code, {})
