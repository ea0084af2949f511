"""The pages on which people decide about a loan: a form, what it would change, and only then a decision or a proposal."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from services.ledger.adapters.inzage import Inzage
from services.ledger.domain.lening.commands import DoeVoorstel, NeemBesluit
from services.ledger.domain.lening.geschiedenis import keuzes, mutaties
from services.ledger.domain.vooruitblik.plannen import reken_door
from services.ledger.entrypoints.api.besluiten import Besluitaanvraag, neemt, voer_uit
from services.ledger.entrypoints.pages import gevolgbeeld
from services.ledger.entrypoints.pages.besluitformulier import in_te_vullen, lees, velden
from services.ledger.entrypoints.pages.besluitvelden import MOTIVERINGEN
from services.ledger.entrypoints.pages.plannen import PLANSOORTEN
from services.ledger.entrypoints.woorden import algemeen as words
from services.ledger.entrypoints.woorden.besluiten import SOORTEN, Soort
from shared.contracts.personen import Persoon
from shared.handle import Command
from shared.personen import Personenvraag
from shared.velden import Woord
from shared.web import preview
from shared.web.actors import chosen
from shared.web.commands import Submitted, new_key
from shared.web.pages import Pages
from shared.web.preview import Voorbeeld
from shared.web.problems import Dichtstbij, Fout, Probleem, standard_problem
from shared.web.requests import FormValues

LABELS = {"motivering": "Waarom", "valutadatum": "Telt vanaf"}


class LeningIsVeranderd(Exception):
    """Something was booked since the person looked at what the decision would change."""


class Besluitpagina:
    """One request for the form of one decision on one loan."""

    def __init__(
        self,
        pages: Pages,
        inzage: Inzage,
        personen: Personenvraag,
        request: Request,
        lening_id: UUID,
        code: Woord,
        command: Command,
    ) -> None:
        if code not in SOORTEN:
            raise standard_problem(404)
        self.pages, self.inzage, self.personen, self.request, self.command = (
            pages,
            inzage,
            personen,
            request,
            command,
        )
        self.soort: Soort = SOORTEN[code]
        self.lening, self.feiten = inzage.lening(lening_id), inzage.feiten(lening_id)

    def formulier(
        self,
        waarden: Mapping[str, str],
        fouten: tuple[Fout, ...] = (),
        weigering: Probleem | None = None,
    ) -> Response:
        gevraagd = velden(self.soort, mutaties(self.feiten), keuzes(self.feiten))
        vooraf = {veld.naam: veld.vooraf for veld in gevraagd} | {
            "motivering": self.soort.motivering,
            "valutadatum": self._vandaag,
        }
        context: dict[str, Any] = {
            "velden": gevraagd,
            "waarden": vooraf | {"sleutel": new_key()} | dict(waarden),
            "fouten": fouten,
            "weigering": weigering,
            "labels": LABELS | {veld.naam: veld.label.rstrip("?") for veld in gevraagd},
            "motiveringen": MOTIVERINGEN.items(),
        }
        status = weigering.status if weigering else 400 if fouten else 200
        return self._render("besluit.html", status, context)

    def voorbeeld(
        self, aanvraag: Besluitaanvraag, waarden: Mapping[str, str], *, is_veranderd: bool = False
    ) -> Response:
        gevolg = self.inzage.gevolg(self._maakt(aanvraag))
        mandaten = self.inzage.mandaten().voor(
            gevolg.omvang_cent, self.lening.gemeente, gevolg.besluit.boekdatum
        )
        verborgen = in_te_vullen(self.soort, waarden) | {
            "sleutel": waarden["sleutel"],
            "gezien": str(len(self.feiten)),
        }
        return self._render(
            "besluit_voorbeeld.html",
            409 if is_veranderd else 200,
            gevolgbeeld.context(gevolg)
            | {
                "voorbeeld": self._vraag(verborgen),
                "mandaten": mandaten,
                "is_veranderd": is_veranderd,
            },
        )

    def _vraag(self, verborgen: Mapping[str, str]) -> Voorbeeld:
        terug = f"/leningen/{self.lening.lening_id}"
        knop = "Doe het voorstel" if self.soort.vraagt_tweede else "Leg het besluit vast"
        waar = self._persoon.weergave if self._persoon else f"Lening {self.lening.betalingskenmerk}"
        return Voorbeeld(
            self.soort.titel,
            f"{terug}/besluiten/{self.soort.code}",
            terug,
            waar,
            knop,
            (),
            verborgen,
            kan_wijzigen=True,
        )

    def leg_vast(self, aanvraag: Besluitaanvraag, waarden: Mapping[str, str]) -> Response:
        """Once, whatever is sent twice; when the loan changed since it was looked at, it is looked at again."""
        maak = self._maakt(aanvraag)

        def zoals_bekeken(op: date) -> NeemBesluit:
            if waarden.get("gezien") != str(len(self.feiten)):
                raise LeningIsVeranderd
            return maak(op)

        try:
            gedaan = voer_uit(self.inzage, self.lening.lening_id, zoals_bekeken, self.command)
        except LeningIsVeranderd:
            return self.voorbeeld(aanvraag, waarden, is_veranderd=True)
        terug = f"/leningen/{self.lening.lening_id}"
        if self.soort.vraagt_tweede:
            naar = (f"{terug}/voorstellen/{gedaan.besluit_id}", "Bekijk het voorstel")
        else:
            naar = (f"{terug}?blad=geld#boekingen", "Bekijk de boekingen")
        return self.pages.done(self.request, terug, f"Vastgelegd. {' '.join(gedaan.uitleg)}", naar)

    def met_dichtstbij(
        self, weigering: Probleem | None, aanvraag: Besluitaanvraag
    ) -> Probleem | None:
        """The refusal with the nearest value that the rules allow, where a plan of this kind can tell."""
        vandaag = self.inzage.werkdag()
        if weigering is None or vandaag is None or self.soort.code not in PLANSOORTEN:
            return weigering
        gevonden = reken_door(
            self.feiten, aanvraag.gegevens, vandaag, self.inzage.kader.parameters
        ).dichtstbij
        if gevonden:
            veld, waarde = gevonden
            knop = Dichtstbij(veld, str(waarde), f"Vul {waarde} {veld} in")
            weigering.dichtstbij = (knop,)
        return weigering

    def _maakt(self, aanvraag: Besluitaanvraag) -> Callable[[date], NeemBesluit]:
        return neemt(
            DoeVoorstel if self.soort.vraagt_tweede else NeemBesluit,
            self.lening.lening_id,
            aanvraag,
            self.command,
        )

    @cached_property
    def _persoon(self) -> Persoon | None:
        return (self.personen.namen_of_niets([self.lening.dossier_id]) or {}).get(
            self.lening.dossier_id
        )

    @property
    def _vandaag(self) -> str:
        dag = self.inzage.werkdag()
        return dag.isoformat() if dag else ""

    def _render(self, template: str, status: int, context: Mapping[str, Any]) -> Response:
        alles: dict[str, Any] = {
            "soort": self.soort,
            "lening": self.lening,
            "words": words,
            "persoon": self._persoon,
        } | dict(context)
        return self.pages.render(self.request, template, status=status, **alles)


def add(pages: Pages, inzage: Inzage, personen: Personenvraag) -> None:
    @pages.router.get("/leningen/{lening_id}/besluiten/{code}")
    def form(request: Request, lening_id: UUID, code: Woord) -> Response:
        pagina = Besluitpagina(
            pages, inzage, personen, request, lening_id, code, Command(chosen(request).actor_id)
        )
        return pagina.formulier(in_te_vullen(pagina.soort, request.query_params))

    @pages.router.post("/leningen/{lening_id}/besluiten/{code}")
    def decide(
        request: Request, lening_id: UUID, code: Woord, waarden: FormValues, command: Submitted
    ) -> Response:
        pagina = Besluitpagina(pages, inzage, personen, request, lening_id, code, command)
        antwoord, getypt = preview.answer_of(waarden), _getypt(pagina.soort, waarden, command.key)
        if antwoord == "wijzig":
            return pagina.formulier(getypt)
        aanvraag, fouten = lees(pagina.soort, getypt)
        if aanvraag is None:
            return pagina.formulier(getypt, fouten)
        with pages.attempt() as poging:
            return (
                pagina.leg_vast(aanvraag, getypt)
                if antwoord == "ja"
                else pagina.voorbeeld(aanvraag, getypt)
            )
        return pagina.formulier(getypt, weigering=pagina.met_dichtstbij(poging.weigering, aanvraag))


def _getypt(soort: Soort, waarden: Mapping[str, str], key: str | None) -> dict[str, str]:
    """What belongs to the form, with a key that makes it happen once."""
    return {
        **in_te_vullen(soort, waarden),
        "gezien": waarden.get("gezien", ""),
        "sleutel": key or new_key(),
    }
