"""The page of the collection ladder of a loan or vordering: what is next, what happened, and one form at a time."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from services.ledger.adapters.inzage import Inzage
from services.ledger.application import vordering as vorderingen
from services.ledger.application.invordering import Schuld
from services.ledger.domain.invordering.begrippen import Schuldsoort
from services.ledger.domain.invordering.events import Invorderingsfeit
from services.ledger.domain.vier_ogen.weigeringen import Weigering
from services.ledger.entrypoints.api.invordering import beproef, traject, voer_in, weergave
from services.ledger.entrypoints.pages.lights import licht_van
from services.ledger.entrypoints.woorden import invordering as woorden
from services.ledger.entrypoints.woorden.algemeen import zin
from services.ledger.projections.debiteuren import STAPPEN
from shared.velden import Woord
from shared.web import preview
from shared.web.commands import Submitted
from shared.web.dutch import datum
from shared.web.pages import Pages
from shared.web.preview import Voorbeeld
from shared.web.problems import standard_problem
from shared.web.requests import FormValues
from shared.web.tables import Listing, ListQuery
from shared.web.typed import parse_typed

PADEN: dict[str, Schuldsoort] = {"leningen": "lening", "vorderingen": "vordering"}


def add(pages: Pages, inzage: Inzage) -> None:
    for pad in PADEN:
        _add(pages, inzage, pad)


def _kenmerk(inzage: Inzage, schuld: Schuld) -> str:
    """Raises LeningIsOnbekend, VorderingIsOnbekend."""
    soort, schuld_id = schuld
    gevonden = (
        inzage.lening(schuld_id)
        if soort == "lening"
        else vorderingen.vordering(inzage.store, schuld_id)
    )
    return gevonden.betalingskenmerk


def _tijdlijn(inzage: Inzage, request: Request, pad: str, schuld_id: UUID) -> Listing:
    """What happened, newest first."""
    gebeurd = [
        {
            "dag": feit.op,
            "wat": feit.uitleg,
            "wie": ", ".join(filter(None, (feit.grondslag, f"door {feit.door}"))),
        }
        for feit in reversed(weergave(inzage, schuld_id).tijdlijn)
    ]
    query = ListQuery.beside(request, pad, "tijdlijn", keep=("handeling",))
    return Listing.of(
        "Gebeurtenissen, nieuwste eerst", (), gebeurd, query, "Er is nog niets gebeurd."
    )


def _detail(
    inzage: Inzage, request: Request, schuld: Schuld, pad: str, formulier: Woord
) -> dict[str, Any]:
    """Everything the page shows of a ladder, with the form that was asked for or else the one that comes first; nothing typed yet."""
    soort, schuld_id = schuld
    debiteur, mogelijk = inzage.debiteur(schuld_id), woorden.mogelijk(traject(inzage, schuld_id))
    return {
        "soort": soort,
        "pad": f"/{pad}/{schuld_id}",
        "kenmerk": _kenmerk(inzage, schuld),
        "ladder": weergave(inzage, schuld_id),
        "tijdlijn": _tijdlijn(inzage, request, f"/{pad}/{schuld_id}/invordering", schuld_id),
        "debiteur": debiteur,
        "licht": licht_van(debiteur) if debiteur else None,
        "mogelijk": mogelijk,
        "formulier": formulier if formulier in woorden.TITELS else (mogelijk or [""])[0],
        "woorden": woorden,
        "stappen": STAPPEN,
        "dag": inzage.werkdag(),
        "bijgewerkt_tot": inzage.bijgewerkt_tot(),
        "getypt": {},
        "fouten": (),
        "weigering": "",
    }


def _add(pages: Pages, inzage: Inzage, pad: str) -> None:
    soort = PADEN[pad]

    def show(
        request: Request, schuld_id: UUID, formulier: Woord, *, status: int = 200, **anders: Any
    ) -> Response:
        return pages.render(
            request,
            "invordering.html",
            status=status,
            **(_detail(inzage, request, (soort, schuld_id), pad, formulier) | anders),
        )

    @pages.router.get(f"/{pad}/{{schuld_id}}/invordering")
    def ladder(request: Request, schuld_id: UUID) -> Response:
        return show(request, schuld_id, request.query_params.get("handeling", ""))

    @pages.router.post(f"/{pad}/{{schuld_id}}/invordering/{{formulier}}")
    def act(
        request: Request, schuld_id: UUID, formulier: Woord, waarden: FormValues, command: Submitted
    ) -> Response:
        if formulier not in woorden.FORMULIEREN:
            raise standard_problem(404)
        waarden, is_bevestigd = preview.split(waarden)
        handeling, fouten = parse_typed(woorden.FORMULIEREN[formulier], waarden)
        if handeling is None:
            return show(request, schuld_id, formulier, status=400, getypt=waarden, fouten=fouten)
        try:
            if formulier in woorden.KNOP and not is_bevestigd:
                terug, feiten = (
                    f"/{pad}/{schuld_id}/invordering",
                    beproef(inzage, (soort, schuld_id), handeling, command),
                )
                return pages.render(
                    request,
                    preview.TEMPLATE,
                    voorbeeld=_voorbeeld(formulier, terug, waarden, feiten),
                )
            voer_in(inzage, (soort, schuld_id), handeling, command)
        except Weigering as weigering:
            return show(
                request, schuld_id, formulier, status=409, getypt=waarden, weigering=str(weigering)
            )
        return RedirectResponse(f"/{pad}/{schuld_id}/invordering", status_code=303)


def _voorbeeld(
    formulier: str, terug: str, waarden: dict[str, str], feiten: Sequence[Invorderingsfeit]
) -> Voorbeeld:
    """What the ladder would say of it, and what comes after it."""
    volgende = next((feit.volgende for feit in reversed(feiten) if feit.volgende), None)
    daarna = [("Daarna", f"{STAPPEN[volgende.stap]}, {datum(volgende.op)}")] if volgende else []
    zinnen = [woorden.UITLEG[formulier], *(zin(feit.uitleg) for feit in feiten if feit.uitleg)]
    return Voorbeeld(
        woorden.TITELS[formulier],
        f"{terug}/{formulier}",
        terug,
        "Invordering",
        woorden.KNOP[formulier],
        zinnen,
        waarden,
        daarna,
    )
