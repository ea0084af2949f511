"""The register of one loan, as its facts make it: securities and debtors with their days, and what was refused."""

from datetime import date
from typing import Any
from uuid import UUID

from services.ledger.domain.register.events import (
    Aansprakelijkheid,
    Documentkenmerk,
    MedeschuldenaarOntslagen,
    MedeschuldenaarToegevoegd,
    VerzoekGeweigerd,
    ZekerheidGetaxeerd,
    ZekerheidGevestigd,
    Zekerheidsoort,
    ZekerheidVervallen,
)
from shared.begrippen import Feit, Waarde


class Zekerheid(Waarde):
    """`vervallen_per` is the first day on which it does not count any more."""

    zekerheid_id: UUID
    soort: Zekerheidsoort
    gevestigd_op: date
    dekking_cent: int | None
    documentkenmerk: Documentkenmerk
    vervallen_per: date | None = None

    def geldt(self, dag: date) -> bool:
        return self.gevestigd_op <= dag and (self.vervallen_per is None or dag < self.vervallen_per)


class Medeschuldenaar(Waarde):
    """Owes the whole loan from `vanaf` up to (not including) `ontslagen_per`."""

    medeschuldenaar_id: UUID
    aansprakelijkheid: Aansprakelijkheid
    vanaf: date
    documentkenmerk: Documentkenmerk
    ontslagen_per: date | None = None

    def geldt(self, dag: date) -> bool:
        return self.vanaf <= dag and (self.ontslagen_per is None or dag < self.ontslagen_per)


class Leningregister(Waarde):
    """`weigeringen` holds the refusals in the order in which they were recorded."""

    zekerheden: tuple[Zekerheid, ...] = ()
    medeschuldenaren: tuple[Medeschuldenaar, ...] = ()
    weigeringen: tuple[VerzoekGeweigerd, ...] = ()

    def zekerheden_op(self, dag: date) -> tuple[Zekerheid, ...]:
        return tuple(een for een in self.zekerheden if een.geldt(dag))


def evolve(register: Leningregister, feit: Feit) -> Leningregister:
    match feit:
        case ZekerheidGevestigd():
            zekerheid = Zekerheid(**feit.model_dump(include=set(Zekerheid.model_fields)))
            return _met(register, zekerheden=(*register.zekerheden, zekerheid))
        case ZekerheidGetaxeerd():
            return _met(
                register,
                zekerheden=_met_zekerheid(
                    register, feit.zekerheid_id, dekking_cent=feit.dekking_cent
                ),
            )
        case ZekerheidVervallen():
            return _met(
                register,
                zekerheden=_met_zekerheid(register, feit.zekerheid_id, vervallen_per=feit.per),
            )
        case MedeschuldenaarToegevoegd():
            erbij = Medeschuldenaar(**feit.model_dump(include=set(Medeschuldenaar.model_fields)))
            return _met(register, medeschuldenaren=(*register.medeschuldenaren, erbij))
        case MedeschuldenaarOntslagen():
            return _met(
                register,
                medeschuldenaren=tuple(
                    een.na(ontslagen_per=feit.per)
                    if een.medeschuldenaar_id == feit.medeschuldenaar_id
                    and een.ontslagen_per is None
                    else een
                    for een in register.medeschuldenaren
                ),
            )
        case VerzoekGeweigerd():
            return _met(register, weigeringen=(*register.weigeringen, feit))
        case _:
            raise TypeError(f"unknown fact {type(feit).__name__}")


def _met_zekerheid(
    register: Leningregister, zekerheid_id: UUID, **anders: Any
) -> tuple[Zekerheid, ...]:
    return tuple(
        een.na(**anders) if een.zekerheid_id == zekerheid_id else een for een in register.zekerheden
    )


def _met(register: Leningregister, **anders: Any) -> Leningregister:
    return register.na(**anders)
