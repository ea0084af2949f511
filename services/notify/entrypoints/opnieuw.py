"""Letters that failed, made again: several at once, after a look at what it does to each."""

from collections.abc import Mapping
from uuid import UUID

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import Response

from services.notify.application import Notify
from services.notify.entrypoints.http import find
from shared.handle import Command
from shared.web import bulk
from shared.web.bulk import Bulkvoorbeeld, Gevolg, Keuze
from shared.web.commands import Submitted
from shared.web.forms import form_of
from shared.web.pages import Pages
from shared.web.preview import CONFIRMED
from shared.web.problems import Probleem

OPNIEUW = Keuze("/brieven/opnieuw", "Kijk wat opnieuw maken doet", lambda row: str(row.bericht_id))


def add(pages: Pages, notify: Notify, soorten: Mapping[str, str]) -> None:
    @pages.router.post("/brieven/opnieuw")
    async def again(request: Request, command: Submitted) -> Response:
        form = await form_of(request)
        return await run_in_threadpool(_opnieuw, pages, notify, soorten, request, form, command)


def _opnieuw(
    pages: Pages,
    notify: Notify,
    soorten: Mapping[str, str],
    request: Request,
    form: FormData,
    command: Command,
) -> Response:
    """Failed letters made again, several at once: first what it does to each, then each for itself."""
    gevolgen = [_gevolg(notify, soorten, sleutel) for sleutel in bulk.picked(form)]
    kunnen = [een for een in gevolgen if een.kan]
    if form.get(CONFIRMED) != "ja" or not kunnen:
        voorbeeld = Bulkvoorbeeld(
            "Brieven opnieuw maken",
            OPNIEUW.adres,
            "/brieven?status=mislukt",
            "Brieven",
            "Maak deze brieven opnieuw",
            gevolgen,
        )
        return pages.render(request, bulk.TEMPLATE, voorbeeld=voorbeeld)
    with pages.attempt() as poging:
        for een in kunnen:
            notify.hervat(UUID(een.sleutel), bulk.one_of(command, een.sleutel))
        gedaan = "1 brief" if len(kunnen) == 1 else f"{len(kunnen)} brieven"
        return pages.done(request, "/brieven", f"Opnieuw te maken: {gedaan}.")
    if poging.weigering:
        raise poging.weigering
    return pages.done(request, "/brieven", "Er is niets veranderd.")


def _gevolg(notify: Notify, soorten: Mapping[str, str], sleutel: str) -> Gevolg:
    try:
        row = find(notify, UUID(sleutel))
    except (ValueError, Probleem):
        return Gevolg(sleutel, "Onbekende brief", "Deze brief is er niet.", kan=False)
    wat = f"{soorten[row.soort]} {sleutel[:8].upper()}"
    if row.status != "mislukt":
        return Gevolg(sleutel, wat, "Deze brief is niet mislukt.", kan=False)
    return Gevolg(sleutel, wat, "De brief wordt opnieuw gemaakt en gaat dan op de post.", kan=True)
