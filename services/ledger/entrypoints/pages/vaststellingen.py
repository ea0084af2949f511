"""The pages of the definitieve vaststelling: years that are still open, oldest first; one year with its sum step by step."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from services.ledger.adapters.inzage import Inzage
from services.ledger.adapters.vaststelling import lijst as vaststellingen
from services.ledger.application.vaststelling import vaststelling as zaak
from services.ledger.domain.vaststelling.commands import (
    BekrachtigVaststelling,
    LegJaargegevensVast,
    VerwerpVaststelling,
)
from services.ledger.domain.vaststelling.events import Jaargegevens
from services.ledger.entrypoints.api.vaststellingen import (
    Maakt,
    Voorstelaanvraag,
    beeld,
    maakt,
    stelt_voor,
    vraag,
)
from services.ledger.entrypoints.woorden import vaststelling as woorden
from shared.handle import Command
from shared.personen import Personenvraag
from shared.velden import Woord
from shared.web.commands import Submitted
from shared.web.pages import Pages
from shared.web.problems import Fout, Probleem, standard_problem
from shared.web.requests import FormValues
from shared.web.tables import Choice, Column, Filter, Listing, ListQuery
from shared.web.typed import parse_typed

COLUMNS = (
    Column("ondernemer", "Ondernemer"),
    Column("boekjaar", "Boekjaar"),
    Column("stand", "Stand"),
    Column("jaarstukken", "Jaarstukken uiterlijk"),
    Column("gemeente", "Gemeente"),
    Column("verstrekt", "Verstrekt", right=True),
    Column("om_niet", "Om niet", right=True),
    Column("terug", "Terug", right=True),
    Column("lening", "Lening", right=True),
)
BLADEN = ("overzicht", "gegevens", "maanden")
ZOEK = "Zoek op dossiernummer, betalingskenmerk of bedrag"
LEEG = "Er zijn geen boekjaren. Een boekjaar komt hier te staan als levensonderhoud voorlopig als lening is toegekend."
GEDAAN = {
    "jaargegevens": "De gegevens van het boekjaar staan vast. De berekening staat hieronder.",
    "voorstellen": "Het voorstel staat vast. Een ander met mandaat besluit.",
    "bekrachtigingen": "Het boekjaar is vastgesteld.",
    "verwerpingen": "Het voorstel is verworpen.",
}


def add(pages: Pages, inzage: Inzage, personen: Personenvraag) -> None:
    @pages.router.get("/vaststellingen")
    def overview(request: Request) -> Response:
        query = ListQuery.of(request, COLUMNS, sort="boekjaar", filters=("stand",))
        with inzage.store.cursor() as cursor:
            rijen, totaal = vaststellingen.lijst(
                cursor, query.chosen.get("stand"), query.page_size, query.offset, query.search
            )
            aantallen = vaststellingen.aantallen(cursor)
        filters = [
            Filter(
                "stand",
                "Stand",
                [Choice(code, woorden.STAND[code], aantal) for code, aantal in aantallen.items()],
            )
        ]
        listing = Listing("Vaststellingen", COLUMNS, rijen, totaal, query, LEEG, filters, ZOEK)
        namen = personen.namen_of_niets([rij["dossier_id"] for rij in rijen])
        return pages.render(
            request,
            "vaststellingen.html",
            listing=listing,
            namen=namen,
            woorden=woorden,
            bijgewerkt_tot=inzage.bijgewerkt_tot(),
        )

    @pages.router.get("/vaststellingen/{vaststelling_id}")
    def detail(request: Request, vaststelling_id: UUID) -> Response:
        context = _context(inzage, personen, vaststelling_id)
        if (blad := request.query_params.get("blad")) in BLADEN:
            context["blad"] = blad
        return pages.render(request, "vaststelling.html", **context)

    @pages.router.post("/vaststellingen/{vaststelling_id}/{handeling}")
    def act(
        request: Request,
        vaststelling_id: UUID,
        handeling: Woord,
        waarden: FormValues,
        command: Submitted,
    ) -> Response:
        maak, fouten = _verzoek(handeling, vaststelling_id, command, waarden)
        weigering: Probleem | None = None
        if maak is not None:
            with pages.attempt() as poging:
                vraag(inzage, maak, command)
                return pages.done(
                    request,
                    f"/vaststellingen/{vaststelling_id}",
                    GEDAAN[handeling],
                    ("/vaststellingen", "Naar de andere vaststellingen"),
                )
            weigering = poging.weigering
        context = _context(inzage, personen, vaststelling_id)
        context |= {
            "handeling": handeling,
            "blad": "gegevens" if handeling == "jaargegevens" else "overzicht",
            "waarden": waarden,
            "fouten": fouten,
            "weigering": weigering,
        }
        status = weigering.status if weigering else 400
        return pages.render(request, "vaststelling.html", status=status, **context)


def _verzoek(
    handeling: Woord, vaststelling_id: UUID, command: Command, waarden: dict[str, str]
) -> tuple[Maakt | None, tuple[Fout, ...]]:
    match handeling:
        case "jaargegevens":
            gegevens, fouten = parse_typed(Jaargegevens, waarden)
            return (
                maakt(LegJaargegevensVast, vaststelling_id, command, gegevens=gegevens)
                if gegevens
                else None
            ), fouten
        case "voorstellen":
            aanvraag, fouten = parse_typed(Voorstelaanvraag, waarden)
            if aanvraag is None:
                return None, fouten
            return stelt_voor(vaststelling_id, aanvraag, command), ()
        case "bekrachtigingen":
            return maakt(BekrachtigVaststelling, vaststelling_id, command), ()
        case "verwerpingen":
            return maakt(VerwerpVaststelling, vaststelling_id, command), ()
    raise standard_problem(404)


def _context(inzage: Inzage, personen: Personenvraag, vaststelling_id: UUID) -> dict[str, Any]:
    """Everything the page shows; raises VaststellingIsOnbekend."""
    gezien = beeld(inzage, zaak(inzage.store, vaststelling_id), inzage.werkdag())
    namen = personen.namen_of_niets([gezien.dossier.kern.dossier_id])
    return {
        "beeld": gezien,
        "dossier": gezien.dossier,
        "kern": gezien.dossier.kern,
        "uitkomst": gezien.uitkomst,
        "anders": gezien.anders,
        "is_voorbij": (inzage.werkdag() or gezien.dossier.laatste_dag) > gezien.dossier.laatste_dag,
        "woorden": woorden,
        "persoon": (namen or {}).get(gezien.dossier.kern.dossier_id),
        "heeft_namen": namen is not None,
        "blad": "gegevens" if gezien.stand == "wacht_op_gegevens" else "overzicht",
        "handeling": "",
        "waarden": {},
        "fouten": (),
        "weigering": None,
        "bijgewerkt_tot": datetime.now(UTC),
    }
