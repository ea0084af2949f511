"""What may be told about the organisation: nothing twice, nothing about what does not exist, and no two tasks that control each other."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from shared.begrippen import Feit
from shared.contracts.organisatie import (
    CONTRACTS,
    DossierAfgeschermd,
    DossierVrijgegeven,
    GemeenteAangesloten,
    LoketIngericht,
    MandaatIngetrokken,
    MandaatVerleend,
    MedewerkerAangesteld,
    MedewerkerVertrokken,
    Organisatiegebeurtenis,
    RegioIngericht,
    Rol,
    RolIngetrokken,
    RolToegekend,
    TeamIngericht,
    VervangingGeregeld,
    WerkafspraakVastgesteld,
)
from shared.facts import Stream
from shared.organisatie.staat import Organisatie, vouw

# Stored names: they never change.
FEITEN: dict[str, type[Feit]] = {contract.__name__: contract for contract in CONTRACTS}
ORGANISATIE = uuid5(NAMESPACE_URL, "urn:doorstart:organisatie")
STROOM = Stream(Organisatie(), vouw, shape="organisatie.1")
# Who controls does not do the work that is controlled (functiescheiding).
NIET_SAMEN: dict[Rol, frozenset[Rol]] = {
    "auditor": frozenset(("consulent", "debiteuren", "beheer")),
    "consulent": frozenset(("auditor", "beheer")),
    "debiteuren": frozenset(("auditor", "beheer")),
    "beheer": frozenset(("auditor", "consulent", "debiteuren")),
}


class Weigering(Exception):
    """Why something cannot be told about the organisation: a Dutch sentence, and the field that it is about."""

    def __init__(self, veld: str, melding: str) -> None:
        super().__init__(melding)
        self.veld = veld
        self.melding = melding


def decide(
    organisatie: Organisatie, gevraagd: Organisatiegebeurtenis
) -> list[Organisatiegebeurtenis]:
    """What follows from what was asked: nothing when it is so already; raises Weigering."""
    if _is_al_zo(organisatie, gevraagd):
        return []
    _CONTROLES[type(gevraagd)](organisatie, gevraagd)
    return [gevraagd]


def _is_al_zo(o: Organisatie, gevraagd: Organisatiegebeurtenis) -> bool:
    """Whether telling it would change nothing."""
    return vouw(o, gevraagd) == o


def _gemeente(_: Organisatie, __: GemeenteAangesloten) -> None:
    return


def _loket(o: Organisatie, gevraagd: LoketIngericht) -> None:
    _aangesloten(o, "gemeente", [gevraagd.gemeente])


def _regio(o: Organisatie, gevraagd: RegioIngericht) -> None:
    eigen = [een.gemeente for een in gevraagd.gemeenten if een.gemeente]
    _aangesloten(o, "gemeenten", eigen)
    for andere in o.regios.values():
        if andere.boom != gevraagd.boom or andere.regio_id == gevraagd.regio_id:
            continue
        dubbel = set(eigen) & {een.gemeente for een in andere.gemeenten}
        if dubbel:
            raise Weigering(
                "gemeenten",
                f"{', '.join(sorted(dubbel))} hoort in deze indeling al bij {andere.naam}.",
            )


def _team(o: Organisatie, gevraagd: TeamIngericht) -> None:
    _aangesloten(o, "regels", [een.gemeente for een in gevraagd.regels if een.gemeente])


def _medewerker(o: Organisatie, gevraagd: MedewerkerAangesteld) -> None:
    if gevraagd.team is not None and gevraagd.team not in o.teams:
        raise Weigering("team", f"Het team {gevraagd.team} bestaat niet.")
    if gevraagd.account is not None:
        wie = o.medewerker_van(gevraagd.account)
        if wie is not None and wie.medewerker_id != gevraagd.medewerker_id:
            raise Weigering("account", f"Dit account hoort al bij {wie.medewerker_id}.")


def _vertrek(o: Organisatie, gevraagd: MedewerkerVertrokken) -> None:
    _in_dienst(o, "medewerker_id", gevraagd.medewerker_id)
    _periode("per", o.medewerkers[gevraagd.medewerker_id].vanaf, gevraagd.per)


def _rol(o: Organisatie, gevraagd: RolToegekend) -> None:
    if gevraagd.toekenning_id in o.rollen:
        raise Weigering(
            "toekenning_id",
            f"De toekenning {gevraagd.toekenning_id} bestaat al, met een andere inhoud. Trek haar in en geef de nieuwe een ander nummer.",
        )
    _in_dienst(o, "medewerker_id", gevraagd.medewerker_id)
    _aangesloten(o, "gemeenten", gevraagd.gemeenten)
    _periode("tot", gevraagd.van, gevraagd.tot)
    verboden = NIET_SAMEN.get(gevraagd.rol, frozenset())
    for andere in o.rollen.values():
        if (
            andere.medewerker_id == gevraagd.medewerker_id
            and andere.rol in verboden
            and _overlapt(gevraagd, andere, o.rol_einde.get(andere.toekenning_id))
        ):
            raise Weigering(
                "rol",
                f"De rol {gevraagd.rol} gaat niet samen met {andere.rol}: wie controleert of beheert, doet het werk zelf niet.",
            )


def _geen_rol(o: Organisatie, gevraagd: RolIngetrokken) -> None:
    toegekend = o.rollen.get(gevraagd.toekenning_id)
    if toegekend is None or toegekend.medewerker_id != gevraagd.medewerker_id:
        raise Weigering(
            "toekenning_id",
            f"De toekenning {gevraagd.toekenning_id} van {gevraagd.medewerker_id} bestaat niet.",
        )


def _mandaat(o: Organisatie, gevraagd: MandaatVerleend) -> None:
    if gevraagd.mandaat_id in o.mandaten:
        raise Weigering(
            "mandaat_id",
            f"Het mandaat {gevraagd.mandaat_id} bestaat al, met een andere inhoud. Trek het in en geef het nieuwe een ander nummer.",
        )
    _in_dienst(o, "houder", gevraagd.houder)
    _aangesloten(o, "gemeenten", gevraagd.gemeenten)
    _periode("geldig_tot", gevraagd.geldig_van, gevraagd.geldig_tot)


def _geen_mandaat(o: Organisatie, gevraagd: MandaatIngetrokken) -> None:
    verleend = o.mandaten.get(gevraagd.mandaat_id)
    if verleend is None or verleend.houder != gevraagd.houder:
        raise Weigering(
            "mandaat_id", f"Het mandaat {gevraagd.mandaat_id} van {gevraagd.houder} bestaat niet."
        )


def _vervanging(o: Organisatie, gevraagd: VervangingGeregeld) -> None:
    _in_dienst(o, "medewerker_id", gevraagd.medewerker_id)
    _in_dienst(o, "vervanger_id", gevraagd.vervanger_id)
    if gevraagd.medewerker_id == gevraagd.vervanger_id:
        raise Weigering("vervanger_id", "Niemand vervangt zichzelf.")
    _periode("tot", gevraagd.van, gevraagd.tot)


def _werkafspraak(o: Organisatie, gevraagd: WerkafspraakVastgesteld) -> None:
    _aangesloten(o, "gemeenten", gevraagd.gemeenten)
    _periode("tot", gevraagd.van, gevraagd.tot)


def _afscherming(o: Organisatie, gevraagd: DossierAfgeschermd) -> None:
    for medewerker_id in gevraagd.voor:
        _in_dienst(o, "voor", medewerker_id)


def _vrijgave(_: Organisatie, __: DossierVrijgegeven) -> None:
    return


_CONTROLES: dict[type[Organisatiegebeurtenis], Callable[..., None]] = {
    GemeenteAangesloten: _gemeente,
    LoketIngericht: _loket,
    RegioIngericht: _regio,
    TeamIngericht: _team,
    MedewerkerAangesteld: _medewerker,
    MedewerkerVertrokken: _vertrek,
    RolToegekend: _rol,
    RolIngetrokken: _geen_rol,
    MandaatVerleend: _mandaat,
    MandaatIngetrokken: _geen_mandaat,
    VervangingGeregeld: _vervanging,
    WerkafspraakVastgesteld: _werkafspraak,
    DossierAfgeschermd: _afscherming,
    DossierVrijgegeven: _vrijgave,
}


def _aangesloten(o: Organisatie, veld: str, gemeenten: Iterable[str]) -> None:
    vreemd = sorted(set(gemeenten) - o.gemeenten.keys())
    if vreemd:
        raise Weigering(
            veld, f"Voor {', '.join(vreemd)} werken wij niet: sluit de gemeente eerst aan."
        )


def _in_dienst(o: Organisatie, veld: str, medewerker_id: str) -> None:
    if medewerker_id not in o.medewerkers or medewerker_id in o.vertrokken:
        raise Weigering(veld, f"{medewerker_id} werkt hier niet: stel de medewerker eerst aan.")


def _periode(veld: str, van: date, tot: date | None) -> None:
    if tot is not None and tot < van:
        raise Weigering(veld, "De periode eindigt voordat zij begint.")


def _overlapt(nieuw: RolToegekend, oud: RolToegekend, einde: date | None) -> bool:
    nog = einde - timedelta(days=1) if einde else None
    laatste = min([dag for dag in (oud.tot, nog) if dag], default=date.max)
    return nieuw.van <= laatste and oud.van <= (nieuw.tot or date.max)


def mag_vragen(
    o: Organisatie, gevraagd: Organisatiegebeurtenis, door: str, gemeenten: Collection[str] | None
) -> None:
    """Four eyes: nobody gives themself a role or a mandate; and only for municipalities of one's own (None: all). Raises Weigering."""
    match gevraagd:
        case RolToegekend():
            _niet_aan_zichzelf("medewerker_id", gevraagd.medewerker_id, door)
            waar = gevraagd.gemeenten
        case MandaatVerleend():
            _niet_aan_zichzelf("houder", gevraagd.houder, door)
            waar = gevraagd.gemeenten
        case RolIngetrokken():
            rol = o.rollen.get(gevraagd.toekenning_id)
            waar = rol.gemeenten if rol else ()
        case MandaatIngetrokken():
            mandaat = o.mandaten.get(gevraagd.mandaat_id)
            waar = mandaat.gemeenten if mandaat else ()
        case _:
            return
    if gemeenten is not None and (vreemd := sorted(set(waar) - set(gemeenten))):
        raise Weigering(
            "gemeenten", f"Voor {', '.join(vreemd)} doet een ander dit: u heeft er deze rol niet."
        )


def _niet_aan_zichzelf(veld: str, wie: str, door: str) -> None:
    if wie == door:
        raise Weigering(
            veld, "Wie een rol of mandaat geeft, krijgt het niet zelf. Vraag een collega."
        )


def alles(
    organisatie: Organisatie, gevraagd: Iterable[Organisatiegebeurtenis]
) -> Iterator[Organisatiegebeurtenis]:
    """What follows from many requests, each seen after those before it; raises the first Weigering."""
    for een in gevraagd:
        for feit in decide(organisatie, een):
            organisatie = vouw(organisatie, feit)
            yield feit
