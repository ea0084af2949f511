"""The pages of the forms of the organisation: filled in, looked at a second time, and only then told."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.responses import Response

from deploy.organisatie.application import vraag_alles
from deploy.organisatie.formulieren import FORMULIEREN, Formulier
from shared.contracts.organisatie import Organisatiegebeurtenis
from shared.handle import Command, Done, handle, rehearse
from shared.organisatie.rijen import organisatie_en_dag, organisatie_in
from shared.store import Store
from shared.transaction import Transaction
from shared.web import preview
from shared.web.commands import FIELD, Submitted
from shared.web.forms import form_of
from shared.web.pages import Pages
from shared.web.preview import CONFIRMED, Voorbeeld
from shared.web.problems import Fout, Probleem
from shared.web.typed import parse_typed

TEMPLATE = "formulier.html"
AL_ZO = "Dit is al zo. Er verandert niets."


async def joined(request: Request) -> dict[str, str]:
    """What was typed; what was ticked of one question stands together in one field."""
    form = await form_of(request)
    return {naam: " ".join(map(str, form.getlist(naam))) for naam in form if naam != FIELD}


Joined = Annotated[dict[str, str], Depends(joined)]


def add(pages: Pages, store: Store) -> None:
    for formulier in FORMULIEREN:
        _add(pages, store, formulier)


def _add(pages: Pages, store: Store, formulier: Formulier) -> None:
    def show(
        request: Request,
        waarden: Mapping[str, str],
        fouten: tuple[Fout, ...] = (),
        weigering: Probleem | None = None,
        status: int = 200,
    ) -> Response:
        o, dag = organisatie_en_dag(store)
        return pages.render(
            request,
            TEMPLATE,
            status=weigering.status if weigering else status,
            formulier=formulier,
            waarden=waarden,
            keuzes={veld.naam: veld.keuzes(o, dag) for veld in formulier.velden},
            fouten=weigering.fouten if weigering else fouten,
            weigering=weigering,
        )

    @pages.router.get(formulier.adres, name=f"vraag{formulier.adres}")
    def empty(request: Request) -> Response:
        dag = store.last_workday()
        vandaag = {"van": dag.isoformat(), "geldig_van": dag.isoformat()} if dag else {}
        return show(request, vandaag)

    @pages.router.post(formulier.adres, name=formulier.adres)
    def send(request: Request, values: Joined, command: Submitted) -> Response:
        antwoord = preview.answer_of(values)
        waarden = {naam: waarde for naam, waarde in values.items() if naam != CONFIRMED}
        gevraagd, fouten = parse_typed(formulier.vraag, waarden)
        if gevraagd is None:
            return show(request, waarden, fouten, status=400)
        if antwoord == "wijzig":
            return show(request, waarden)
        with pages.attempt() as poging:
            if antwoord == "ja":
                _doe(store, formulier, gevraagd, command)
                return pages.done(request, formulier.terug, formulier.gedaan)
            if not _beproef(store, formulier, gevraagd, command):
                return pages.done(request, formulier.terug, AL_ZO)
            return pages.render(
                request, preview.TEMPLATE, voorbeeld=_voorbeeld(store, formulier, gevraagd, waarden)
            )
        return show(request, waarden, weigering=poging.weigering)


def _doe(store: Store, formulier: Formulier, gevraagd: Any, command: Command) -> None:
    def work(transaction: Transaction, _dag: date) -> Done:
        vraag_alles(transaction, formulier.maakt(gevraagd, organisatie_in(transaction)), command)
        return Done()

    handle(store, command, work, Done)


def _beproef(
    store: Store, formulier: Formulier, gevraagd: Any, command: Command
) -> list[Organisatiegebeurtenis]:
    """What would be told; nothing is stored. Raises the refusal."""

    def work(transaction: Transaction, _dag: date) -> list[Organisatiegebeurtenis]:
        wat = formulier.maakt(gevraagd, organisatie_in(transaction))
        return vraag_alles(transaction, wat, command)

    return rehearse(store, work)


def _voorbeeld(
    store: Store, formulier: Formulier, gevraagd: Any, waarden: Mapping[str, str]
) -> Voorbeeld:
    o, _ = organisatie_en_dag(store)
    return Voorbeeld(
        formulier.titel,
        formulier.adres,
        formulier.terug,
        formulier.waar,
        formulier.knop,
        formulier.zinnen(gevraagd, o),
        dict(waarden),
        kan_wijzigen=True,
    )
