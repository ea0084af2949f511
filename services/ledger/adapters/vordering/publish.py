"""Facts about vaststellingen and vorderingen as the world sees them; proposals and figures stay private."""

from services.ledger.domain.grootboek.boekregels import Boekregel
from services.ledger.domain.vaststelling.events import LevensonderhoudVastgesteld
from services.ledger.domain.vordering.events import VorderingGeopend, Vorderingsmutatie
from shared.contracts import ledger as contract_ledger
from shared.contracts import vordering as contract
from shared.contracts.base import Contract
from shared.facts import StoredFact

SOORTEN = {
    soort.__name__: soort
    for soort in contract.CONTRACTS
    if issubclass(soort, contract.Vorderingsmutatie)
}


def publish(stored: StoredFact) -> Contract | None:
    """None for what is nobody else's business."""
    feit = stored.fact
    if isinstance(feit, LevensonderhoudVastgesteld):
        return _vastgesteld(feit)
    soort = SOORTEN.get(stored.name)
    if soort is None or not isinstance(feit, Vorderingsmutatie):
        return None
    saldi = feit.saldi
    eigen = feit.model_dump(
        exclude={"boekregels", "saldi", "stand", "parameterset", "vordering_id"}
    )
    if isinstance(feit, VorderingGeopend):
        eigen["termijnen"] = tuple(
            contract.Vorderingstermijn(**dict(termijn)) for termijn in feit.termijnen
        )
    return soort.model_validate(
        eigen
        | {
            "vordering_id": stored.stream_id,
            "hoofdsom_saldo_cent": saldi.hoofdsom_cent,
            "rente_saldo_cent": saldi.rente_cent,
            "kosten_saldo_cent": saldi.kosten_cent,
            "achterstand_cent": saldi.achterstand_cent,
            "boekregels": boekregels(feit.boekregels),
        }
    )


def boekregels(regels: tuple[Boekregel, ...]) -> tuple[contract_ledger.Boekregel, ...]:
    """Debet and credit apart, as the world reads them; in the books debet is positive."""
    return tuple(
        contract_ledger.Boekregel(
            rekening=regel.rekening,
            debet_cent=max(0, regel.bedrag_cent),
            credit_cent=max(0, -regel.bedrag_cent),
        )
        for regel in regels
    )


def _vastgesteld(feit: LevensonderhoudVastgesteld) -> Contract:
    uitkomst = feit.uitkomst
    bedragen = ("verstrekt", "netto_inkomen", "jaarnorm", "om_niet", "terug", "renteloze_lening")
    eigen = feit.model_dump(
        include={
            "vaststelling_id",
            "dossier_id",
            "aanvraag_id",
            "gemeente",
            "boekjaar_begin",
            "grondslag",
            "parameterset",
            "besloten_door",
            "mandaat",
            "besloten_op",
        }
    )
    eigen |= {f"{naam}_cent": getattr(uitkomst, f"{naam}_cent") for naam in bedragen} | {
        "extra_cent": feit.nog_extra_cent
    }
    return contract.LevensonderhoudVastgesteld(
        **eigen, herziet_besluit_van=feit.herziet.besloten_op if feit.herziet else None
    )
