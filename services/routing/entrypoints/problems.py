"""routing's refusals as people and programs get them: three parts each, and the field of the form that they are about."""

from services.routing.domain.weigeringen import (
    DossierIsOnbekend,
    GesprekOntbreekt,
    InstrumentPastNietBijRoute,
    LeidendeRouteIsNietGekozen,
    RouteIsDubbel,
    RoutekeuzeIsGesloten,
    RouteOntbreekt,
    StukkenOntbreken,
    VervolgLigtInVerleden,
    VoorstelOntbreekt,
    Weigering,
)
from services.routing.entrypoints import eigenaar
from shared.dates import voluit
from shared.parameters import ParameterOnbekend
from shared.web.errors import Translation
from shared.web.problems import Dichtstbij, Fout, Probleem

VRAAG_STUKKEN = (
    "Vraag de stukken en controleer ze, of zeg waarom de route zonder deze stukken vaststaat."
)


def refusal(weigering: Weigering) -> Probleem:
    if isinstance(weigering, DossierIsOnbekend):
        return Probleem(
            404,
            "dossier-onbekend",
            "Dit dossier is er niet",
            "Er is geen dossier met dit nummer.",
            "Kijk het nummer na. Is het dossier net gemaakt, probeer het dan over een paar tellen opnieuw.",
        )
    return Probleem(
        409,
        f"weigering-{type(weigering).__name__}",
        "Dit kan niet",
        str(weigering),
        VRAAG_STUKKEN if isinstance(weigering, StukkenOntbreken) else "Kijk uw verzoek na.",
        fouten=_bij_het_veld(weigering),
        dichtstbij=_dichtstbij(weigering),
    )


def _bij_het_veld(weigering: Weigering) -> tuple[Fout, ...]:
    """The question of the form that the refusal is about."""
    veld = next((veld for soort, veld in _VELDEN.items() if isinstance(weigering, soort)), None)
    return (Fout(veld, str(weigering)),) if veld else ()


def _dichtstbij(weigering: Weigering) -> tuple[Dichtstbij, ...]:
    if not isinstance(weigering, VervolgLigtInVerleden):
        return ()
    dag = weigering.vroegst
    return (Dichtstbij("vervolg_op", dag.isoformat(), f"Vul {voluit(dag)} in"),)


_VELDEN: dict[type[Weigering], str] = {
    GesprekOntbreekt: "vorm",
    VervolgLigtInVerleden: "vervolg_op",
    LeidendeRouteIsNietGekozen: "leidende_route",
    RouteOntbreekt: "routes",
    RouteIsDubbel: "routes",
    InstrumentPastNietBijRoute: "routes",
    StukkenOntbreken: "zonder_stukken",
}
TRANSLATION: Translation = {
    DossierIsOnbekend: refusal,
    RoutekeuzeIsGesloten: refusal,
    RouteOntbreekt: refusal,
    GesprekOntbreekt: refusal,
    StukkenOntbreken: refusal,
    ParameterOnbekend: lambda error: Probleem(
        409,
        "parameter-onbekend",
        "Een waarde is niet vastgelegd",
        str(error),
        "Bel de parameterbeheerder.",
    ),
    VoorstelOntbreekt: refusal,
    RouteIsDubbel: refusal,
    LeidendeRouteIsNietGekozen: refusal,
    InstrumentPastNietBijRoute: refusal,
    VervolgLigtInVerleden: refusal,
    **eigenaar.TRANSLATION,
}
