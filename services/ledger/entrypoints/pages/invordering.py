"""The page of the collection ladder of a loan or vordering: what is next, what happened, and one form at a time."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from services.ledger.adapters.inzage import Inzage
from services.ledger.application import vordering as vorderingen
from services.ledger.application.invordering import Schuld
from services.ledger.domain.invordering.begrippen import Schuldsoort
from services.ledger.domain.invordering.events import Invorderingsfeit
from services.ledger.domain.lening.state import Lening
from services.ledger.domain.vordering.state import Vordering
from services.ledger.entrypoints.api.invordering import beproef, traject, voer_in, weergave
from services.ledger.entrypoints.pages import contact
from services.ledger.entrypoints.pages.lights import licht_van
from services.ledger.entrypoints.woorden import invordering as woorden
from services.ledger.entrypoints.woorden.algemeen import zin
from services.ledger.projections.debiteuren import STAPPEN
from shared.personen import Personenvraag
from shared.recht.invorderingsstappen import Stap
from shared.velden import Woord
from shared.web import preview
from shared.web.beelden import Trede
from shared.web.commands import Submitted
from shared.web.dutch import datum
from shared.web.pages import Pages
from shared.web.preview import Voorbeeld
from shared.web.problems import standard_problem
from shared.web.requests import FormValues
from shared.web.tables import Listing, ListQuery
from shared.web.typed import parse_typed

PADEN: dict[str, Schuldsoort] = {"leningen": "lening", "vorderingen": "vordering"}


# The steps of the ladder as people climb it (Bbz art. 41, Awb 4:112-4:117).
LADDER: tuple[Stap, ...] = ("contact", "aanmaning", "opeising", "dwangbevel", "overdracht")
_ONDER: dict[Stap, Stap] = {
    "gesprek": "contact",
    "afspraak_nakijken": "contact",
    "hervatten": "contact",
    "tweede_aanmaning": "aanmaning",
    "aanmaning_versturen": "aanmaning",
    "opnieuw_bekijken": "overdracht",
}
_TREDEN: dict[Stap, str] = {
    "contact": "Contact",
    "aanmaning": "Aanmaning",
    "opeising": "Opeising",
    "dwangbevel": "Dwangbevel",
    "overdracht": "Overdracht",
}


def add(pages: Pages, inzage: Inzage, personen: Personenvraag) -> None:
    for pad in PADEN:
        _add(pages, inzage, personen, pad)


def treden(inzage: Inzage, schuld_id: UUID) -> list[Trede]:
    """The ladder with the step that is next as where one stands; nothing when nothing is overdue. A vordering is not opgeëist."""
    volgende = weergave(inzage, schuld_id).volgende
    if volgende is None:
        return []
    hier = LADDER.index(_ONDER.get(volgende.stap, volgende.stap))
    return [
        Trede(
            _TREDEN[stap],
            "gedaan" if plek < hier else "hier" if plek == hier else "straks",
            volgende.op if plek == hier else None,
            STAPPEN[volgende.stap] if plek == hier else "",
        )
        for plek, stap in enumerate(LADDER)
    ]


def _van_wie(inzage: Inzage, schuld: Schuld) -> Lening | Vordering:
    """Raises LeningIsOnbekend, VorderingIsOnbekend."""
    soort, schuld_id = schuld
    return (
        inzage.lening(schuld_id)
        if soort == "lening"
        else vorderingen.vordering(inzage.store, schuld_id)
    )


def _tijdlijn(
    inzage: Inzage, request: Request, pad: str, schuld_id: UUID, dossier_id: UUID
) -> Listing:
    """What happened on the ladder, and what the caseworker spoke about meanwhile; newest first."""
    query = ListQuery.beside(request, pad, "tijdlijn", keep=("handeling",))
    return Listing.of(
        "Gebeurtenissen, nieuwste eerst",
        (),
        contact.alles(inzage, schuld_id, dossier_id),
        query,
        "Er is nog niets gebeurd.",
    )


def _wie_doet(inzage: Inzage, schuld_id: UUID, gemeente: str) -> str:
    volgende = weergave(inzage, schuld_id).volgende
    return inzage.wie_doet(volgende.stap, volgende.wie, gemeente) if volgende else ""


def _detail(
    inzage: Inzage,
    personen: Personenvraag,
    request: Request,
    schuld: Schuld,
    pad: str,
    formulier: Woord,
) -> dict[str, Any]:
    """Everything the page shows of a ladder, with the form that was asked for or else the one that comes first; nothing typed yet."""
    soort, schuld_id = schuld
    debiteur, mogelijk = inzage.debiteur(schuld_id), woorden.mogelijk(traject(inzage, schuld_id))
    van_wie = _van_wie(inzage, schuld)
    namen = personen.namen_of_niets([van_wie.dossier_id])
    return {
        "soort": soort,
        "pad": f"/{pad}/{schuld_id}",
        "schuld_nummer": str(schuld_id)[:8],
        "kenmerk": van_wie.betalingskenmerk,
        "gemeente_code": van_wie.gemeente,
        "persoon": (namen or {}).get(van_wie.dossier_id),
        "treden": treden(inzage, schuld_id),
        "ladder": weergave(inzage, schuld_id),
        "tijdlijn": _tijdlijn(
            inzage, request, f"/{pad}/{schuld_id}/invordering", schuld_id, van_wie.dossier_id
        ),
        "wie_doet": _wie_doet(inzage, schuld_id, van_wie.gemeente),
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
        "weigering": None,
    }


def _add(pages: Pages, inzage: Inzage, personen: Personenvraag, pad: str) -> None:
    soort = PADEN[pad]

    def show(
        request: Request, schuld_id: UUID, formulier: Woord, *, status: int = 200, **anders: Any
    ) -> Response:
        return pages.render(
            request,
            "invordering.html",
            status=status,
            **(_detail(inzage, personen, request, (soort, schuld_id), pad, formulier) | anders),
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
        if preview.answer_of(waarden) == "wijzig":
            return show(request, schuld_id, formulier, getypt=waarden)
        waarden, is_bevestigd = preview.split(waarden)
        handeling, fouten = parse_typed(woorden.FORMULIEREN[formulier], waarden)
        if handeling is None:
            return show(request, schuld_id, formulier, status=400, getypt=waarden, fouten=fouten)
        terug = f"/{pad}/{schuld_id}/invordering"
        with pages.attempt() as poging:
            if formulier in woorden.KNOP and not is_bevestigd:
                feiten = beproef(inzage, (soort, schuld_id), handeling, command)
                voorbeeld = _voorbeeld(formulier, terug, waarden, feiten)
                return pages.render(request, preview.TEMPLATE, voorbeeld=voorbeeld)
            voer_in(inzage, (soort, schuld_id), handeling, command)
        if weigering := poging.weigering:
            return show(
                request,
                schuld_id,
                formulier,
                status=weigering.status,
                getypt=waarden,
                weigering=weigering,
            )
        naar = (f"/{pad}/{schuld_id}", f"Terug naar de {soort}")
        return pages.done(request, terug, f"Vastgelegd: {woorden.GEDAAN[formulier]}.", naar)


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
        kan_wijzigen=True,
    )
