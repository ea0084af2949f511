"""What was taken back: a storno, a correctie, and the correctie of either; each counts or is refused (Awb 4:89 lid 3, A-22)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from services.ledger.domain.verloop import mutaties as m

ONBEKEND = "De mutatie die hiermee wordt teruggedraaid, bestaat niet of is later geboekt. Er is niets veranderd."
AL_TERUG = "Deze mutatie is al teruggedraaid. Er is niets veranderd."
GEEN_STORNO = "Een storno draait een ontvangst terug. Kies 'correctie' om een storno of correctie te herstellen."
VERGEEFS = "De mutatie die hiermee wordt teruggedraaid, was geweigerd en telde nooit. Er is niets veranderd."


@dataclass(frozen=True, slots=True)
class Herroepen:
    """`ids` never counted; `redenen` say by id why a revocation is refused."""

    ids: frozenset[str]
    redenen: dict[str, str]


NIETS = Herroepen(frozenset(), {})


def herroepen(mutaties: Iterable[m.Mutatie]) -> Herroepen:
    """What does not count, in the order of booking: a revocation that is itself revoked gives back what it took."""
    alle = {een.mutatie_id: een for een in mutaties}
    gevraagd = [een for een in alle.values() if isinstance(een, m.Herroeping)]
    if not gevraagd:
        return NIETS
    verloop = _Verloop(alle)
    for een in sorted(gevraagd, key=lambda een: _volgorde(een, alle)):
        verloop.neem(een)
    return Herroepen(frozenset(verloop.uit), verloop.redenen)


@dataclass(slots=True)
class _Verloop:
    alle: dict[str, m.Mutatie]
    geldig: dict[str, m.Herroeping] = field(default_factory=dict)
    redenen: dict[str, str] = field(default_factory=dict)
    tel: Counter[str] = field(default_factory=Counter)

    @property
    def uit(self) -> set[str]:
        return {een for een, aantal in self.tel.items() if aantal} | set(self.redenen)

    def neem(self, een: m.Herroeping) -> None:
        van = self.alle.get(een.van)
        if van is None or (isinstance(van, m.Herroeping) and van.mutatie_id not in self.geldig):
            self.redenen[een.mutatie_id] = ONBEKEND
        elif self.tel[een.van]:
            self.redenen[een.mutatie_id] = AL_TERUG
        elif een.soort == "storno" and isinstance(van, m.Herroeping):
            self.redenen[een.mutatie_id] = GEEN_STORNO
        else:
            self.geldig[een.mutatie_id] = een
            self._schakel(een)

    def _schakel(self, een: m.Herroeping) -> None:
        """Takes back what it is about; of a revocation that turns over all that it took back, and so on."""
        richting, volgende = 1, een
        while True:
            voor = self.tel[volgende.van]
            self.tel[volgende.van] += richting
            onder = self.geldig.get(volgende.van)
            if onder is None or bool(voor) == bool(self.tel[volgende.van]):
                return
            richting, volgende = -richting, onder


def _volgorde(een: m.Herroeping, alle: dict[str, m.Mutatie]) -> tuple[object, ...]:
    """By the day of booking and the id, as mutations of one day go; what is revoked comes before what revokes it."""
    keten: dict[str, m.Mutatie] = {}
    van: m.Mutatie | None = een
    while isinstance(van, m.Herroeping) and van.mutatie_id not in keten:
        keten[van.mutatie_id] = van
        van = alle.get(van.van)
    return een.boekdatum, max((len(naam), naam) for naam in keten), len(keten)
