"""The list of vaststellingen: one row a boekjaar, open ones first, the oldest on top."""

from datetime import date
from uuid import UUID

from services.ledger.domain.vaststelling.state import Stand, Vaststellingsdossier
from shared.begrippen import Waarde


class Vaststellingsregel(Waarde):
    """Field for column the row of the table `vaststellingen`; the outcome of a proposal shows while it waits."""

    vaststelling_id: UUID
    dossier_id: UUID
    aanvraag_id: UUID
    gemeente: str
    boekjaar_begin: date
    boekjaar_eind: date
    jaarstukken_tot: date
    verstrekt_cent: int
    stand: Stand
    is_open: bool
    om_niet_cent: int | None = None
    extra_cent: int | None = None
    terug_cent: int | None = None
    renteloze_lening_cent: int | None = None
    besloten_op: date | None = None


def regel(dossier: Vaststellingsdossier) -> Vaststellingsregel:
    """A case as the list shows it."""
    kern, besluit = dossier.kern, dossier.besluit
    laatste = besluit or dossier.voorstel
    velden = ("om_niet_cent", "extra_cent", "terug_cent", "renteloze_lening_cent")
    return Vaststellingsregel(
        vaststelling_id=kern.vaststelling_id,
        dossier_id=kern.dossier_id,
        aanvraag_id=kern.aanvraag_id,
        gemeente=kern.gemeente,
        boekjaar_begin=kern.boekjaar_begin,
        boekjaar_eind=dossier.laatste_dag,
        jaarstukken_tot=kern.jaarstukken_tot,
        verstrekt_cent=dossier.verstrekt_cent,
        stand=dossier.stand,
        is_open=besluit is None,
        besloten_op=besluit.besloten_op if besluit else None,
        **({naam: getattr(laatste.uitkomst, naam) for naam in velden} if laatste else {}),
    )
