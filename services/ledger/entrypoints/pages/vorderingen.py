"""The page of one vordering: what is due and since when, its lines, and what people decide about it."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal, get_args
from uuid import UUID

from fastapi import Form, Request
from starlette.responses import Response

from services.ledger.adapters.inzage import Inzage
from services.ledger.application import vordering as vorderingen
from services.ledger.domain.vier_ogen.gronden import GRONDEN, Kostengrond
from services.ledger.domain.vordering.besluitsoorten import SOORTEN, Vorderingsbesluitsoort
from services.ledger.domain.vordering.commands import (
    BekrachtigVorderingsbesluit,
    NeemVorderingsbesluit,
    StelVorderingsbesluitVoor,
    VerwerpVorderingsbesluit,
)
from services.ledger.domain.vordering.events import Vorderingsmutatie
from services.ledger.domain.vordering.state import Vordering, evolve
from services.ledger.entrypoints.api.vorderingen import (
    Vorderingsaanvraag,
    beproef,
    beslist,
    neemt,
    vraag,
)
from services.ledger.entrypoints.pages import boekingen, contact, invordering
from services.ledger.entrypoints.pages.gevolgbeeld import SALDI
from services.ledger.entrypoints.pages.lights import licht_van
from services.ledger.entrypoints.woorden import vaststelling as woorden
from services.ledger.entrypoints.woorden.algemeen import zin
from shared.personen import Personenvraag
from shared.web import preview
from shared.web.commands import Submitted
from shared.web.dutch import bedrag, datum
from shared.web.pages import Pages
from shared.web.preview import Voorbeeld
from shared.web.problems import Fout, Probleem
from shared.web.requests import FormValues
from shared.web.typed import parse_typed

KOSTENGRONDEN = [
    (code, f"{GRONDEN[code].woorden} ({code})") for code in get_args(get_args(Kostengrond)[0])
]


BLADEN = ("overzicht", "geld", "besluiten")


def add(pages: Pages, inzage: Inzage, personen: Personenvraag) -> None:
    @pages.router.get("/vorderingen/{vordering_id}")
    def claim(request: Request, vordering_id: UUID) -> Response:
        return pages.render(
            request, "vordering.html", **_context(inzage, personen, request, vordering_id)
        )

    @pages.router.post("/vorderingen/{vordering_id}/besluiten")
    def ask(
        request: Request, vordering_id: UUID, waarden: FormValues, command: Submitted
    ) -> Response:
        """What one person may decide is booked; the rest becomes a proposal."""
        if preview.answer_of(waarden) == "wijzig":
            context = _context(inzage, personen, request, vordering_id) | {"waarden": waarden}
            return pages.render(request, "vordering.html", **context)
        waarden, is_bevestigd = preview.split(waarden)
        weigering: Probleem | None = None
        aanvraag, fouten = parse_typed(Vorderingsaanvraag, waarden)
        if aanvraag and aanvraag.soort == "kosten" and not aanvraag.grondslag:
            aanvraag, fouten = None, (Fout("grondslag", "Kies waarop de kosten rusten."),)
        if aanvraag and SOORTEN[aanvraag.soort].over_ontvangst and not aanvraag.betaling_id:
            aanvraag, fouten = None, (Fout("betaling_id", "Kies welke betaling eraf gaat."),)
        if aanvraag:
            soort = (
                StelVorderingsbesluitVoor
                if SOORTEN[aanvraag.soort].vier_ogen
                else NeemVorderingsbesluit
            )
            maak = neemt(soort, vordering_id, aanvraag, command)
            with pages.attempt() as poging:
                if not is_bevestigd:
                    oud, feiten = (
                        vorderingen.vordering(inzage.store, vordering_id),
                        beproef(inzage, maak, command),
                    )
                    voorbeeld = _voorbeeld(
                        oud, feiten, waarden, is_voorstel=SOORTEN[aanvraag.soort].vier_ogen
                    )
                    return pages.render(request, preview.TEMPLATE, voorbeeld=voorbeeld)
                vraag(inzage, maak, command)
                return _vastgelegd(pages, request, vordering_id, "Het besluit staat vast.")
            weigering = poging.weigering
        context = _context(inzage, personen, request, vordering_id) | {
            "waarden": waarden,
            "fouten": fouten,
            "weigering": weigering,
        }
        status = weigering.status if weigering else 400
        return pages.render(request, "vordering.html", status=status, **context)

    @pages.router.post("/vorderingen/{vordering_id}/voorstellen/{besluit_id}")
    def decide(
        request: Request,
        vordering_id: UUID,
        besluit_id: UUID,
        besluit: Annotated[Literal["bekrachtigen", "verwerpen"], Form()],
        command: Submitted,
    ) -> Response:
        soort = (
            BekrachtigVorderingsbesluit if besluit == "bekrachtigen" else VerwerpVorderingsbesluit
        )
        with pages.attempt() as poging:
            vraag(inzage, beslist(soort, vordering_id, besluit_id, command.actor), command)
            gedaan = "bekrachtigd" if besluit == "bekrachtigen" else "verworpen"
            return _vastgelegd(pages, request, vordering_id, f"Het voorstel is {gedaan}.")
        context = _context(inzage, personen, request, vordering_id)
        context |= {"weigering": poging.weigering, "blad": "overzicht"}
        status = poging.weigering.status if poging.weigering else 409
        return pages.render(request, "vordering.html", status=status, **context)


def _vastgelegd(pages: Pages, request: Request, vordering_id: UUID, tekst: str) -> Response:
    return pages.done(
        request, f"/vorderingen/{vordering_id}", tekst, ("/debiteuren", "Naar de debiteuren")
    )


def _voorbeeld(
    oud: Vordering,
    feiten: Sequence[Vorderingsmutatie],
    waarden: dict[str, str],
    *,
    is_voorstel: bool,
) -> Voorbeeld:
    """What the books would say after it; a proposal books nothing yet."""
    terug, nieuw = f"/vorderingen/{oud.vordering_id}", oud
    for feit in feiten:
        nieuw = evolve(nieuw, feit)
    saldi = [
        (naam, getattr(oud.saldi, veld), getattr(nieuw.saldi, veld))
        for veld, naam in SALDI
        if getattr(oud.saldi, veld) != getattr(nieuw.saldi, veld)
    ]
    return Voorbeeld(
        "Besluit over de vordering",
        f"{terug}/besluiten",
        terug,
        f"Vordering {oud.betalingskenmerk}",
        "Doe het voorstel" if is_voorstel else "Leg het besluit vast",
        [zin(feit.uitleg) for feit in feiten],
        waarden,
        saldi=saldi,
        kan_wijzigen=True,
    )


def _besluiten(vordering: Vordering) -> list[tuple[str, str]]:
    """What can be decided: of a vordering that is voldaan only a receipt can still go, or what was paid too much."""
    return [(soort.naam, soort.titel) for soort in SOORTEN.values() if _kan(vordering, soort)]


def _kan(vordering: Vordering, soort: Vorderingsbesluitsoort) -> bool:
    if soort.over_ontvangst:
        return bool(vordering.tellende_ontvangsten)
    return (
        vordering.tegoed_cent > 0 if soort.naam == "terugstorting" else vordering.status == "open"
    )


def _context(
    inzage: Inzage, personen: Personenvraag, request: Request, vordering_id: UUID
) -> dict[str, Any]:
    """Everything the page shows; after a form the leaf that has it. Raises VorderingIsOnbekend."""
    blad = request.query_params.get("blad", "") if request.method == "GET" else "besluiten"
    vordering, rij = (
        vorderingen.vordering(inzage.store, vordering_id),
        inzage.debiteur(vordering_id),
    )
    namen, pad = personen.namen_of_niets([vordering.dossier_id]), f"/vorderingen/{vordering_id}"
    return {
        "vordering": vordering,
        "licht": licht_van(rij) if rij else None,
        "rij": rij,
        "blad": blad if blad in BLADEN else "overzicht",
        "contact": contact.lijn(inzage, vordering_id, vordering.dossier_id),
        "treden": invordering.treden(inzage, vordering_id),
        "woorden": woorden,
        "open": {termijn.nr: termijn.cent for termijn in vordering.open_termijnen},
        "boekingen": boekingen.boekingen(inzage, request, pad, vordering_id),
        "termijnen": boekingen.termijnen(request, pad, vordering),
        "persoon": (namen or {}).get(vordering.dossier_id),
        "heeft_namen": namen is not None,
        "gronden": KOSTENGRONDEN,
        "betalingen": [
            (
                str(een.betaling_id),
                f"{bedrag(een.bedrag_cent)}, bijgeschreven op {datum(een.valutadatum)}",
            )
            for een in vordering.tellende_ontvangsten
        ],
        "besluiten": _besluiten(vordering),
        "waarden": {},
        "fouten": (),
        "weigering": None,
        "bijgewerkt_tot": inzage.bijgewerkt_tot(),
    }
