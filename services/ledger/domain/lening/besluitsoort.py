"""What there is to know of one kind of decision: everything that differs from one kind to another stands in one value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.ledger.domain.lening.besluiten import Besluit
from services.ledger.domain.verloop import mutaties as m
from services.ledger.domain.verloop.gegevens import Gegevens
from services.ledger.domain.verloop.verwerkt import Verwerkt

TITEL_4_4 = "Awb titel 4.4"


@dataclass(frozen=True, slots=True)
class Artikel:
    """The article of a decision for either regeling; where none is named, the debt follows the general law."""

    bbz: str = TITEL_4_4
    tozo: str = TITEL_4_4

    @classmethod
    def elke(cls, artikel: str) -> "Artikel":
        return cls(artikel, artikel)

    def van(self, regeling: str) -> str:
        return self.tozo if regeling == "tozo" else self.bbz


@dataclass(frozen=True, slots=True, kw_only=True)
class Zinsdelen:
    """What a sentence can be made of: `formule` is what the rule says, `som` the sum in it.

    `hoofdsom_cent` is what is owed after the decision. `over` is the earlier mutation that it is about, `genoemd` how that is called.
    """

    gegevens: Any
    op: date
    cent: int
    hoofdsom_cent: int
    formule: str
    som: str
    over: m.Mutatie | None
    genoemd: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Formulier:
    """How a caseworker comes to it. `vraag` is what may be asked, where less is allowed than what was ever stored; `vast` fills itself in.

    `motivering` is the usual reason; `product` the only product it is for. `nu_niet` says of a loan why it does not fit it now; empty
    where it does.
    """

    titel: str
    artikel: str
    wat: str
    motivering: str
    vraag: type[Gegevens] | None = None
    vast: Mapping[str, Any] = field(default_factory=dict)
    ook_tozo: bool = True
    product: str | None = None
    nu_niet: Callable[..., str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Besluitsoort:
    """One kind of decision.

    `gegevens` is its content, with `kenmerk` where kinds share one; `feit` is what is stored and `vastgelegd` how a page calls that;
    `noemer` is how a sentence calls it. `artikel` is its ground where the booking brings none; on `weigering` the college refuses it.
    Money that is forgiven, claimed or leaves needs `vier_ogen`. `regel` is what it does to a loan; none is about uitstel or an earlier
    mutation.
    """

    naam: str
    gegevens: type[Gegevens]
    kenmerk: Mapping[str, Any] = field(default_factory=dict)
    feit: type[Besluit]
    vastgelegd: str
    noemer: str
    artikel: Artikel = Artikel()
    weigering: Artikel = Artikel()
    vier_ogen: bool = False
    na_aflossing: bool = False
    regel: Callable[..., Verwerkt] | None = None
    zin: Callable[[Zinsdelen], str]
    formulier: Formulier
