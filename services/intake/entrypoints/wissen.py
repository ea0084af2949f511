"""Erasing a person by page: one asks, with a reason; another looks at what goes and what stays, and does it (AVG art. 17)."""

from datetime import date
from uuid import UUID, uuid4

from fastapi import Request
from pydantic import BaseModel
from starlette.responses import Response

from services.intake.adapters import wissen
from services.intake.adapters.wissen import BLIJFT, WEG, ErLooptEenImport, Spoor, Voorstel, Wisser
from services.intake.application import Intake
from services.intake.application.persoon import Personen
from services.intake.domain import weigeringen
from services.intake.entrypoints.handelingen import refusal
from services.intake.entrypoints.personen import Persoonsbeeld, beeld_van
from shared.begrippen import JaNee, Waarde
from shared.handle import Command, Done, handle
from shared.observability import log
from shared.transaction import Transaction
from shared.velden import Regel
from shared.web.actors import Acting
from shared.web.commands import Submitted
from shared.web.errors import Translation
from shared.web.pages import Pages
from shared.web.problems import Fout, Probleem
from shared.web.requests import FormValues
from shared.web.validation import parse_form


class Wisverzoek(Waarde):
    reden: Regel
    ook_met_schuld: JaNee = False


class Gewist(BaseModel):
    """What came of a confirmation: whether there was a key to destroy."""

    was_er: bool


_GEWEIGERD = (
    weigeringen.WissenWachtAl,
    weigeringen.GeenWisvoorstel,
    weigeringen.WissenVraagtTweede,
    weigeringen.SchuldStaatOpen,
)
TRANSLATION: Translation = {
    **dict.fromkeys(_GEWEIGERD, refusal),
    ErLooptEenImport: lambda fout: Probleem(
        409,
        "import-loopt",
        "Er wordt nog een bestand gelezen",
        fout.__doc__ or "",
        "Probeer het opnieuw als de import klaar is.",
        "Er is niets gewist.",
    ),
}


def stel_voor(intake: Intake, persoon_id: UUID, vraag: Wisverzoek, command: Command) -> None:
    """Raises the refusal."""

    def work(transaction: Transaction, op: date) -> Done:
        beeld, spoor = _spoor(intake, transaction, persoon_id)
        if wissen.voorstel_van(transaction.cursor, spoor.dossiers):
            raise weigeringen.WissenWachtAl
        if beeld.heeft_schuld and not vraag.ook_met_schuld:
            raise weigeringen.SchuldStaatOpen
        wissen.stel_voor(
            transaction.cursor,
            Voorstel(
                uuid4(), spoor.dossier_id, command.actor, vraag.reden, vraag.ook_met_schuld, op
            ),
        )
        return Done()

    handle(intake.store, command, work, Done)


def trek_in(intake: Intake, persoon_id: UUID, command: Command) -> None:
    """Raises the refusal."""

    def work(transaction: Transaction, _op: date) -> Done:
        _, spoor = _spoor(intake, transaction, persoon_id)
        voorstel = wissen.voorstel_van(transaction.cursor, spoor.dossiers)
        if voorstel is None:
            raise weigeringen.GeenWisvoorstel
        wissen.beslis(transaction.cursor, voorstel, "ingetrokken", command.actor)
        return Done()

    handle(intake.store, command, work, Done)


def bevestig(intake: Intake, persoon_id: UUID, command: Command) -> None:
    """Erases; raises the refusal, ErLooptEenImport."""

    def work(transaction: Transaction, op: date) -> Gewist:
        beeld, spoor = _spoor(intake, transaction, persoon_id)
        voorstel = wissen.voorstel_van(transaction.cursor, spoor.dossiers)
        if voorstel is None:
            raise weigeringen.GeenWisvoorstel
        if voorstel.door.casefold() == command.actor.casefold():
            raise weigeringen.WissenVraagtTweede
        if beeld.heeft_schuld and not voorstel.ook_met_schuld:
            raise weigeringen.SchuldStaatOpen
        was_er = Personen(intake).wis(
            transaction, spoor, voorstel.door, command.actor, voorstel.reden, op
        )
        wissen.beslis(transaction.cursor, voorstel, "gedaan", command.actor)
        return Gewist(was_er=was_er)

    handle(intake.store, command, work, Gewist)
    try:
        wissen.ruim_op(intake.store.database)
    except Exception as error:
        # Erased it is; what the rows held before goes when the table is vacuumed by itself.
        log.warning("tables wait to be vacuumed", error=type(error).__name__)


def _spoor(
    intake: Intake, transaction: Transaction, persoon_id: UUID
) -> tuple[Persoonsbeeld, Spoor]:
    """The person, held until the transaction ends; raises PersoonBestaatNiet."""
    beeld = beeld_van(intake, persoon_id)
    spoor = Wisser(intake.register).zoek(transaction.cursor, beeld.dossiers[0].dossier_id)
    if spoor is None:
        raise weigeringen.PersoonBestaatNiet
    return beeld, spoor


def add_pages(pages: Pages, intake: Intake) -> None:
    def show(
        request: Request,
        persoon_id: UUID,
        actor_id: str,
        status: int = 200,
        fouten: tuple[Fout, ...] = (),
        weigering: Probleem | None = None,
        waarden: dict[str, str] | None = None,
    ) -> Response:
        wisser = Wisser(intake.register)
        with intake.store.transaction() as transaction:
            beeld, spoor = _spoor(intake, transaction, persoon_id)
            voorstel = wissen.voorstel_van(transaction.cursor, spoor.dossiers)
            nog_leesbaar = wisser.leesbaar(transaction.cursor, spoor) if spoor.gewist_op else []
        zichtbaar = {rij.dossier_id for rij in beeld.dossiers}
        verborgen = [str(een) for een in spoor.dossiers if een not in zichtbaar]
        nog_leesbaar = [een for een in nog_leesbaar if not een.endswith(tuple(verborgen) or "-")]
        return pages.render(
            request,
            "wissen.html",
            status=status,
            beeld=beeld,
            spoor=spoor,
            voorstel=voorstel,
            is_eigen=voorstel is not None and voorstel.door == actor_id,
            nog_leesbaar=nog_leesbaar,
            weg=WEG,
            blijft=BLIJFT,
            waarden=waarden or {},
            fouten=fouten,
            weigering=weigering,
        )

    @pages.router.get("/personen/{persoon_id}/wissen")
    def preview(request: Request, persoon_id: UUID, actor: Acting) -> Response:
        return show(request, persoon_id, actor.actor_id)

    @pages.router.post("/personen/{persoon_id}/wissen")
    def propose(
        request: Request, persoon_id: UUID, values: FormValues, command: Submitted
    ) -> Response:
        vraag, fouten = parse_form(
            Wisverzoek, values | {"ook_met_schuld": "ook_met_schuld" in values}
        )
        if vraag is None:
            return show(request, persoon_id, command.actor, 400, fouten, waarden=values)
        with pages.attempt() as poging:
            stel_voor(intake, persoon_id, vraag, command)
        if weigering := poging.weigering:
            return show(request, persoon_id, command.actor, weigering.status, (), weigering, values)
        return pages.done(
            request,
            f"/personen/{persoon_id}/wissen",
            "Het voorstel staat klaar. Een collega moet het bevestigen.",
        )

    @pages.router.post("/personen/{persoon_id}/wissen/bevestigen")
    def confirm(request: Request, persoon_id: UUID, command: Submitted) -> Response:
        with pages.attempt() as poging:
            bevestig(intake, persoon_id, command)
        if weigering := poging.weigering:
            return show(request, persoon_id, command.actor, weigering.status, (), weigering)
        return pages.done(
            request, f"/personen/{persoon_id}/wissen", "De persoonsgegevens zijn gewist."
        )

    @pages.router.post("/personen/{persoon_id}/wissen/intrekken")
    def withdraw(request: Request, persoon_id: UUID, command: Submitted) -> Response:
        with pages.attempt() as poging:
            trek_in(intake, persoon_id, command)
        if weigering := poging.weigering:
            return show(request, persoon_id, command.actor, weigering.status, (), weigering)
        return pages.done(request, f"/personen/{persoon_id}", "Het voorstel is ingetrokken.")
