"""How it is with each paper that an application or a route needs: asked, received, looked at, refused or missing."""

from collections.abc import Iterable
from datetime import date
from typing import Literal
from uuid import UUID

from services.intake.domain.stukken.state import Stukken
from shared.begrippen import Waarde
from shared.stukken import Stuksoort

Soortstand = Literal[
    "niet_gevraagd",
    "gevraagd",
    "te_laat",
    "afgewezen",
    "te_controleren",
    "er_volgt_meer",
    "gecontroleerd",
    "niet_nodig",
]


class Soortregel(Waarde):
    """`tot` is the last day of the request that waits for it."""

    soort: Stuksoort
    stand: Soortstand
    tot: date | None = None


def overzicht(
    state: Stukken,
    soorten: Iterable[Stuksoort],
    op: date,
    *,
    aanvraag_id: UUID | None = None,
    route: int | None = None,
) -> tuple[Soortregel, ...]:
    """What the list of this application or route names, and what was asked for it beside the list."""
    eigen = [een for een in state.uitvragen if een.gaat_over(aanvraag_id, route)]
    gevraagd = [soort for een in eigen for soort in een.vraag.soorten]
    gemist = {
        soort: een.vraag.hersteltermijn_tot
        for een in eigen
        if not een.is_compleet
        for soort in een.ontbreekt
    }
    return tuple(
        _regel(state, soort, op, gemist.get(soort), is_gevraagd=soort in gevraagd)
        for soort in dict.fromkeys([*soorten, *gevraagd])
    )


def _regel(
    state: Stukken, soort: Stuksoort, op: date, tot: date | None, *, is_gevraagd: bool
) -> Soortregel:
    """A paper that is here counts, whatever it was asked for; what is missed again waits for a better one."""
    van_soort = [een for een in state.stukken if een.ontvangst.soort == soort]
    tellen = [een for een in van_soort if een.telt]
    if any(een.status == "ontvangen" for een in tellen):
        return Soortregel(soort=soort, stand="te_controleren", tot=tot)
    if tellen:
        is_alles = any(een.ontvangst.is_laatste for een in tellen)
        return Soortregel(soort=soort, stand="gecontroleerd" if is_alles else "er_volgt_meer")
    if tot:
        return Soortregel(soort=soort, stand="te_laat" if op > tot else "gevraagd", tot=tot)
    if any(een.status == "afgewezen" for een in van_soort):
        return Soortregel(soort=soort, stand="afgewezen")
    return Soortregel(soort=soort, stand="niet_nodig" if is_gevraagd else "niet_gevraagd")
