"""The page of one dossier with all its papers, also with what somebody typed and what was wrong with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from services.intake.adapters import aanvragen, inleverlinks, stukkenlijst
from services.intake.adapters.aanvragen import LopendeAanvraag
from services.intake.application import AANMELDING
from services.intake.application.stukken import STUKKEN, Stukkenkast, stroom
from services.intake.domain.stukken.nodig import MEBIBYTE, Nodig
from services.intake.domain.stukken.overzicht import Soortregel, overzicht
from services.intake.domain.stukken.state import Stukken
from services.intake.entrypoints import stukwoorden as woorden
from shared.begrippen import Groep
from shared.stukken import Stuksoort
from shared.web.pages import Pages
from shared.web.problems import Fout, Probleem


@dataclass(frozen=True)
class Waarvoor:
    """An application or a route, with the papers that are needed for it."""

    code: str
    naam: str
    nodig: tuple[Stuksoort, ...]
    regels: tuple[Soortregel, ...] = ()


def _velden_van(fouten: tuple[Fout, ...], bij: str) -> tuple[Fout, ...]:
    """The same question stands once for each paper, so that a mistake leads to the field of the paper that it is about."""
    return tuple(Fout(fout.veld + bij, fout.melding) for fout in fouten)


class Blad:
    """The page of one dossier, also with what somebody typed and what was wrong with it."""

    def __init__(self, pages: Pages, kast: Stukkenkast, nodig: Nodig) -> None:
        self.pages, self.kast, self.nodig = pages, kast, nodig

    def toon(
        self,
        request: Request,
        dossier_id: UUID,
        *,
        handeling: str = "",
        waarden: dict[str, Any] | None = None,
        fouten: tuple[Fout, ...] = (),
        weigering: Probleem | None = None,
    ) -> Response:
        """`handeling` is the form that was sent. Raises AanmeldingBestaatNiet."""
        kast, dag = self.kast, self.kast.store.last_workday()
        with kast.store.cursor() as cursor:
            gemeente = kast.kluis.gemeente(cursor, dossier_id)
            gegeven: dict[str, Any] = {
                "persoon": kast.register.names(cursor, [dossier_id]).get(dossier_id),
                "uitvragen": stukkenlijst.uitvragen(cursor, dossier_id),
                "stukken": stukkenlijst.stukken(cursor, dossier_id),
                "namen": kast.kluis.namen(cursor, dossier_id),
                "links": inleverlinks.van_dossier(cursor, dossier_id),
                "notities": kast.kluis.notities(cursor, dossier_id),
            }
            lopende = aanvragen.lopende(cursor, dossier_id)
            is_gesloten = kast.kluis.is_gesloten(cursor, dossier_id)
        with kast.store.transaction() as transaction:
            groep = transaction.load(AANMELDING, dossier_id).groep
            stand = transaction.load(STUKKEN, stroom(dossier_id))
        waarvoor = waarvoor_van(self.nodig, dag, groep, lopende, stand)
        bij = f"-{handeling}" if "-" in handeling else ""
        gekozen = (waarden or {}).get("waarvoor") or request.query_params.get("waarvoor", "")
        return self.pages.render(
            request,
            "dossierstukken.html",
            status=weigering.status if weigering else 400 if fouten else 200,
            dossier_id=dossier_id,
            gemeente=gemeente,
            dag=dag,
            hersteltermijn_tot=self.nodig.hersteltermijn_tot(dag) if dag else None,
            grootste=self.nodig.grootste_bestand(dag) // MEBIBYTE if dag else None,
            waarvoor=waarvoor,
            per_soort=[een for een in waarvoor if _doet_ertoe(een, gekozen)],
            is_gesloten=is_gesloten,
            gekozen=next((een for een in waarvoor if een.code == gekozen), None),
            mag_open=kast.poort.mag_open,
            zonder_scanner=kast.poort.clamd is None,
            woorden=woorden,
            handeling=handeling,
            waarden=waarden or {},
            fouten=_velden_van(weigering.fouten if weigering else fouten, bij),
            weigering=weigering and replace(weigering, fouten=_velden_van(weigering.fouten, bij)),
            labels=woorden.LABELS | {veld + bij: label for veld, label in woorden.LABELS.items()},
            **gegeven,
        )

    def doe(
        self,
        request: Request,
        dossier_id: UUID,
        werk: Callable[[], object],
        gedaan: str,
        waar: str = "",
        *,
        adres: str = "",
        handeling: str = "",
        waarden: dict[str, Any] | None = None,
    ) -> Response:
        """Back to the papers of this dossier, or to `adres`, with what was done; or to the form as it was sent and why it could not."""
        with self.pages.attempt() as poging:
            werk()
            hier = f"/stukken/{dossier_id}" + (f"#{waar}" if waar else "")
            return self.pages.done(request, adres or hier, gedaan)
        return self.toon(
            request, dossier_id, handeling=handeling, waarden=waarden, weigering=poging.weigering
        )


def waarvoor_van(
    nodig: Nodig,
    dag: date | None,
    groep: Groep,
    lopende: Mapping[UUID, LopendeAanvraag],
    stand: Stukken,
) -> list[Waarvoor]:
    """What papers can be asked for, each with those that the parameters name and how it is with them; nothing before the first day."""
    if dag is None:
        return []
    van_aanvraag = [
        Waarvoor(
            f"aanvraag-{nummer}",
            f"Aanvraag {een.soort} ({str(nummer)[:8]})",
            soorten := nodig.voor_aanvraag(een.soort, groep, dag),
            overzicht(stand, soorten, dag, aanvraag_id=nummer),
        )
        for nummer, een in lopende.items()
    ]
    van_route = [
        Waarvoor(
            f"route-{route}",
            f"Route {route}",
            soorten := nodig.voor_route(route, dag),
            overzicht(stand, soorten, dag, route=route),
        )
        for route in (1, 2, 3)
    ]
    return [*van_aanvraag, *van_route]


def _doet_ertoe(een: Waarvoor, gekozen: str) -> bool:
    """Which route is meant, intake does not know: one that something was asked for, or that somebody came here for."""
    is_gevraagd = any(regel.stand != "niet_gevraagd" for regel in een.regels)
    return een.code.startswith("aanvraag-") or is_gevraagd or een.code == gekozen
