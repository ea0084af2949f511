"""Proposals that wait for a second person: all of them, and one with what it would change, to confirm or to reject."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Form, Request
from starlette.responses import Response

from services.ledger.adapters.inzage import Inzage
from services.ledger.domain.grootboek.boeking import Mutatie
from services.ledger.domain.lening.besluit import besluit_van
from services.ledger.domain.lening.besluiten import Besluit, BesluitVoorgesteld, VoorstelVerworpen
from services.ledger.domain.lening.commands import BekrachtigVoorstel, VerwerpVoorstel
from services.ledger.domain.lening.state import Lening
from services.ledger.domain.vier_ogen.weigeringen import Weigering
from services.ledger.domain.vooruitblik.gevolg import Gevolg
from services.ledger.entrypoints.api.besluiten import beslist, voer_uit
from services.ledger.entrypoints.pages import gevolgbeeld
from services.ledger.entrypoints.woorden import algemeen as words
from shared.personen import Personenvraag
from shared.web.actors import chosen
from shared.web.commands import Submitted
from shared.web.dutch import bedrag
from shared.web.pages import Pages
from shared.web.problems import Probleem
from shared.web.tables import Column, Listing, ListQuery
from shared.zoeken import Zoekvraag

KOLOMMEN = (
    Column("dag", "Voorgesteld"),
    Column("voorstel", "Voorstel"),
    Column("debiteur", "Debiteur"),
    Column("door", "Voorgesteld door"),
)
ZOEK = "Zoek op betalingskenmerk, nummer of bedrag"
LEEG = "Er wacht geen voorstel. Wie een besluit voorstelt dat geld kwijtscheldt, opeist of teruggeeft, zet het hier neer."
Keuze = Literal["bekrachtigen", "verwerpen"]


@dataclass(frozen=True)
class Bevoegdheid:
    """Whether this person may decide as the second one, and what to read when not."""

    mag: bool
    uitleg: str


def add(pages: Pages, inzage: Inzage, personen: Personenvraag) -> None:
    _all(pages, inzage, personen)
    _one(pages, inzage, personen)


def _all(pages: Pages, inzage: Inzage, personen: Personenvraag) -> None:
    @pages.router.get("/debiteuren/voorstellen")
    def proposals(request: Request) -> Response:
        query = ListQuery.of(request, KOLOMMEN, sort="dag")
        vraag = Zoekvraag.of(query.search)
        gevonden = [paar for paar in inzage.wachtende_voorstellen() if _past(vraag, *paar)]
        listing = Listing.of(
            "Voorstellen die op een tweede persoon wachten",
            KOLOMMEN,
            gevonden,
            query,
            LEEG,
            search_label=ZOEK,
        )
        namen = personen.namen_of_niets([lening.dossier_id for _, lening in listing.rows])
        return pages.render(
            request,
            "voorstellen.html",
            listing=listing,
            namen=namen,
            words=words,
            ik=chosen(request).actor_id,
            bijgewerkt_tot=inzage.bijgewerkt_tot(),
        )


def _past(vraag: Zoekvraag, voorstel: BesluitVoorgesteld, lening: Lening) -> bool:
    """Whether this is what somebody searches for: by a number, by the reference, or by an amount that the proposal names."""
    centen = [
        cent for naam, cent in voorstel.gegevens if naam.endswith("_cent") and isinstance(cent, int)
    ]
    return vraag.treft(
        (lening.lening_id, lening.dossier_id, voorstel.besluit_id),
        (lening.betalingskenmerk,),
        centen,
    )


def _one(pages: Pages, inzage: Inzage, personen: Personenvraag) -> None:
    def show(
        request: Request, lening_id: UUID, besluit_id: UUID, weigering: Probleem | None = None
    ) -> Response:
        lening = inzage.lening(lening_id)
        voorstel = next((een for een in lening.voorstellen if een.besluit_id == besluit_id), None)
        if voorstel is None:
            return _al_besloten(pages, request, lening, inzage.feiten(lening_id), besluit_id)
        actor = chosen(request).actor_id
        gevolg, reden = _gevolg(inzage, lening_id, voorstel, actor)
        namen = personen.namen_of_niets([lening.dossier_id])
        context: dict[str, Any] = (
            gevolgbeeld.context(gevolg) if gevolg else {"gevolg": None, "words": words}
        )
        return pages.render(
            request,
            "voorstel.html",
            status=weigering.status if weigering else 200,
            lening=lening,
            voorstel=voorstel,
            weigering=weigering,
            reden=reden,
            persoon=(namen or {}).get(lening.dossier_id),
            bevoegdheid=_bevoegdheid(inzage, lening, voorstel, gevolg, actor),
            **context,
        )

    @pages.router.get("/leningen/{lening_id}/voorstellen/{besluit_id}")
    def proposal(request: Request, lening_id: UUID, besluit_id: UUID) -> Response:
        return show(request, lening_id, besluit_id)

    @pages.router.post("/leningen/{lening_id}/voorstellen/{besluit_id}")
    def decide(
        request: Request,
        lening_id: UUID,
        besluit_id: UUID,
        besluit: Annotated[Keuze, Form()],
        command: Submitted,
    ) -> Response:
        soort = BekrachtigVoorstel if besluit == "bekrachtigen" else VerwerpVoorstel
        if not _is_gedaan(inzage.feiten(lening_id), besluit_id, command.actor, besluit):
            with pages.attempt() as poging:
                voer_uit(
                    inzage, lening_id, beslist(soort, lening_id, besluit_id, command.actor), command
                )
            if poging.weigering:
                return show(request, lening_id, besluit_id, poging.weigering)
        gedaan = "bekrachtigd" if besluit == "bekrachtigen" else "verworpen"
        daarna = ("/debiteuren/voorstellen", "Naar de andere voorstellen")
        return pages.done(
            request, f"/leningen/{lening_id}", f"Vastgelegd. Het voorstel is {gedaan}.", daarna
        )


def _gevolg(
    inzage: Inzage, lening_id: UUID, voorstel: BesluitVoorgesteld, actor: str
) -> tuple[Gevolg | None, str]:
    """What it would change today, or why it can no longer be done."""
    maak = beslist(BekrachtigVoorstel, lening_id, voorstel.besluit_id, actor)
    try:
        return inzage.gevolg(lambda op: besluit_van(maak(op), voorstel)), ""
    except Weigering as weigering:
        return None, str(weigering)


def _bevoegdheid(
    inzage: Inzage, lening: Lening, voorstel: BesluitVoorgesteld, gevolg: Gevolg | None, actor: str
) -> Bevoegdheid:
    """The rule of two persons and of the mandate, for this person (Awb art. 10:3)."""
    if voorstel.voorgesteld_door == actor:
        return Bevoegdheid(
            mag=False,
            uitleg="U deed dit voorstel zelf. Een ander moet besluiten; verwerpen mag u het wel.",
        )
    if gevolg is None:
        return Bevoegdheid(
            mag=False, uitleg="Het voorstel kan niet meer. U kunt het wel verwerpen."
        )
    mandaat = inzage.mandaten().ruimste(actor, lening.gemeente, gevolg.besluit.boekdatum)
    nodig = bedrag(gevolg.omvang_cent)
    if mandaat is None:
        return Bevoegdheid(
            mag=False,
            uitleg=f"U heeft vandaag geen mandaat in deze gemeente; er is een mandaat voor {nodig} nodig.",
        )
    tot = "zonder grens" if mandaat.tot_cent is None else f"tot {bedrag(mandaat.tot_cent)}"
    mag = mandaat.dekt(gevolg.omvang_cent)
    return Bevoegdheid(
        mag, f"Uw mandaat {mandaat.mandaat_id} geldt {tot}; voor dit besluit is {nodig} nodig."
    )


def _al_besloten(
    pages: Pages, request: Request, lening: Lening, feiten: Sequence[Mutatie], besluit_id: UUID
) -> Response:
    """The page of a proposal that is no more: what became of it."""
    besloten = next(
        (
            feit
            for feit in feiten
            if isinstance(feit, Besluit | VoorstelVerworpen) and feit.besluit_id == besluit_id
        ),
        None,
    )
    return pages.render(
        request,
        "voorstel_besloten.html",
        status=200 if besloten else 404,
        lening=lening,
        besloten=besloten,
        words=words,
    )


def _is_gedaan(feiten: Sequence[Mutatie], besluit_id: UUID, actor: str, keuze: Keuze) -> bool:
    """The same person did the same before: a second press of the button."""
    if keuze == "verwerpen":
        return any(
            isinstance(feit, VoorstelVerworpen)
            and (feit.besluit_id, feit.verworpen_door) == (besluit_id, actor)
            for feit in feiten
        )
    return any(
        isinstance(feit, Besluit) and (feit.besluit_id, feit.besloten_door) == (besluit_id, actor)
        for feit in feiten
    )
