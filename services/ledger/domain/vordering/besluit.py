"""What people decide about a vordering: kosten, a restart and a receipt taken off by one person.

Money that is forgiven, claimed, left or paid back by two.

Four eyes: Awb art. 10:3.
"""

from uuid import UUID

from services.ledger.domain.grootboek.weigeringen import BedragIsNietPositief
from services.ledger.domain.vier_ogen.weigeringen import (
    BesluitnummerIsVergeven,
    BesluitVraagtTweedePersoon,
    MandaatOntbreekt,
    VoorstelIsOnbekend,
    VoorstelIsVanUzelf,
)
from services.ledger.domain.vordering.besluitsoorten import SOORTEN
from services.ledger.domain.vordering.boeken import Vorderingsverloop, moet_open_zijn
from services.ledger.domain.vordering.commands import (
    BekrachtigVorderingsbesluit,
    NeemVorderingsbesluit,
    StelVorderingsbesluitVoor,
    VerwerpVorderingsbesluit,
)
from services.ledger.domain.vordering.events import (
    VerzuimrenteVastgesteld,
    VorderingsbesluitVerworpen,
    VorderingsbesluitVoorgesteld,
    Vorderingsmutatie,
)
from services.ledger.domain.vordering.state import Genomen, Vordering, genomen_bedrag
from services.ledger.domain.vordering.terugname import neem_terug, te_nemen
from services.ledger.domain.vordering.weigeringen import (
    BedragIsTeHoog,
    GeenWettelijkeRente,
    InvorderingIsAlZo,
    TegoedIsTeLaag,
    VorderingIsOnbekend,
)
from shared.money import bedrag
from shared.parameters import Parameterset
from shared.recht.mandaat import Mandaat, Mandaatregister
from shared.recht.wettelijke_rente import wettelijke_rente


def neem_besluit(
    vordering: Vordering, verzoek: NeemVorderingsbesluit, parameters: Parameterset
) -> list[Vorderingsmutatie]:
    """Booked at once where one person may decide; raises BesluitVraagtTweedePersoon for the rest."""
    if SOORTEN[verzoek.soort].vier_ogen:
        raise BesluitVraagtTweedePersoon
    if _is_al_zo(vordering, verzoek, is_voorstel=False):
        return []
    return _boek(vordering, verzoek, _bedrag(vordering, verzoek, parameters), None, None)


def stel_voor(
    vordering: Vordering, verzoek: StelVorderingsbesluitVoor, parameters: Parameterset
) -> list[Vorderingsmutatie]:
    """Keeps what is proposed, after the rules said that it may."""
    if _is_al_zo(vordering, verzoek, is_voorstel=True):
        return []
    cent, soort = _bedrag(vordering, verzoek, parameters), SOORTEN[verzoek.soort]
    kop = Vorderingsverloop(vordering).kop(
        verzoek.op, verzoek.op, soort.artikel, f"{soort.zin}: {bedrag(cent)}."
    )
    return [
        VorderingsbesluitVoorgesteld(
            **kop,
            saldi=vordering.saldi_op(verzoek.op),
            besluit_id=verzoek.besluit_id,
            soort=verzoek.soort,
            bedrag_cent=cent,
            motivering=verzoek.motivering,
            voorgesteld_door=verzoek.actor,
            betaling_id=_betaling(verzoek),
        )
    ]


def bekrachtig(
    vordering: Vordering,
    verzoek: BekrachtigVorderingsbesluit,
    parameters: Parameterset,
    mandaten: Mandaatregister,
) -> list[Vorderingsmutatie]:
    """Another one than who proposed, with a mandate for the amount on this day."""
    voorstel = _voorstel(vordering, verzoek)
    if voorstel.voorgesteld_door == verzoek.actor:
        raise VoorstelIsVanUzelf
    besluit = NeemVorderingsbesluit(
        vordering_id=verzoek.vordering_id,
        op=verzoek.op,
        besluit_id=voorstel.besluit_id,
        soort=voorstel.soort,
        bedrag_cent=voorstel.bedrag_cent,
        betaling_id=voorstel.betaling_id,
        motivering=voorstel.motivering,
        actor=verzoek.actor,
    )
    cent = _bedrag(vordering, besluit, parameters)
    mandaat = mandaten.ruimste(verzoek.actor, vordering.gemeente, verzoek.op)
    if mandaat is None or not mandaat.dekt(cent):
        raise MandaatOntbreekt
    return _boek(vordering, besluit, cent, voorstel.voorgesteld_door, mandaat)


def verwerp(vordering: Vordering, verzoek: VerwerpVorderingsbesluit) -> list[Vorderingsmutatie]:
    """The proposal goes; the vordering stays as it is."""
    voorstel = _voorstel(vordering, verzoek)
    kop = Vorderingsverloop(vordering).kop(
        verzoek.op,
        verzoek.op,
        voorstel.grondslag,
        "Het voorstel is verworpen. Er is niets geboekt.",
    )
    saldi = vordering.saldi_op(verzoek.op)
    return [
        VorderingsbesluitVerworpen(
            **kop, saldi=saldi, besluit_id=verzoek.besluit_id, verworpen_door=verzoek.actor
        )
    ]


def _is_al_zo(vordering: Vordering, verzoek: NeemVorderingsbesluit, *, is_voorstel: bool) -> bool:
    """Whether this very decision or proposal was made, whatever became of it; raises BesluitnummerIsVergeven for another one."""
    eerder = next((een for een in vordering.genomen if een.besluit_id == verzoek.besluit_id), None)
    gevraagd = Genomen(
        besluit_id=verzoek.besluit_id,
        is_voorstel=is_voorstel,
        soort=verzoek.soort,
        motivering=verzoek.motivering,
        bedrag_cent=genomen_bedrag(verzoek.soort, verzoek.bedrag_cent),
        door=verzoek.actor,
        betaling_id=_betaling(verzoek),
    )
    if eerder not in (None, gevraagd):
        raise BesluitnummerIsVergeven
    return eerder is not None


def _bedrag(vordering: Vordering, verzoek: NeemVorderingsbesluit, parameters: Parameterset) -> int:
    """The amount that the decision is about; raises what speaks against it."""
    if SOORTEN[verzoek.soort].over_ontvangst:
        return te_nemen(vordering, verzoek).bedrag_cent
    if verzoek.soort == "terugstorting":
        return _terug_te_storten(vordering, verzoek.bedrag_cent)
    moet_open_zijn(vordering)
    match verzoek.soort:
        case "wettelijke_rente":
            return _wettelijke_rente(vordering, verzoek, parameters)
        case "invordering_gestaakt" | "invordering_hervat":
            if vordering.is_gestaakt is (verzoek.soort == "invordering_gestaakt"):
                raise InvorderingIsAlZo
            return vordering.nog_te_betalen_cent
    if verzoek.bedrag_cent <= 0:
        raise BedragIsNietPositief
    if verzoek.soort == "kwijtschelding" and verzoek.bedrag_cent > vordering.hoofdsom_cent:
        raise BedragIsTeHoog
    return verzoek.bedrag_cent


def _terug_te_storten(vordering: Vordering, cent: int) -> int:
    """Also of a vordering that is voldaan; raises VorderingIsOnbekend, BedragIsNietPositief, TegoedIsTeLaag."""
    if vordering.status == "onbekend":
        raise VorderingIsOnbekend
    if cent <= 0:
        raise BedragIsNietPositief
    if cent > vordering.tegoed_cent:
        raise TegoedIsTeLaag
    return cent


def _wettelijke_rente(
    vordering: Vordering, verzoek: NeemVorderingsbesluit, parameters: Parameterset
) -> int:
    """Up to the day of the beschikking, less what was fixed before; raises GeenWettelijkeRente, ParameterOnbekend (Awb 4:98, 4:99)."""
    grondslagen = vordering.grondslagen
    if not grondslagen:
        raise GeenWettelijkeRente
    nieuw = (
        wettelijke_rente(
            grondslagen, verzoek.op, parameters, betaald=vordering.betaalde_rente
        ).verschuldigd_cent
        - vordering.vastgestelde_rente_cent
    )
    if nieuw <= 0:
        raise GeenWettelijkeRente
    return nieuw


def _boek(
    vordering: Vordering,
    verzoek: NeemVorderingsbesluit,
    cent: int,
    voorgesteld_door: str | None,
    mandaat: Mandaat | None,
) -> list[Vorderingsmutatie]:
    soort = SOORTEN[verzoek.soort]
    grondslag = (verzoek.grondslag if verzoek.soort == "kosten" else None) or soort.artikel
    besluit = {
        "besluit_id": verzoek.besluit_id,
        "bedrag_cent": cent,
        "motivering": verzoek.motivering,
        "besloten_door": verzoek.actor,
        "voorgesteld_door": voorgesteld_door,
        "mandaat": mandaat.mandaat_id if mandaat else None,
    }
    if soort.over_ontvangst:
        return neem_terug(vordering, verzoek, grondslag, besluit)
    verloop, uitleg = (
        Vorderingsverloop(vordering),
        f"{soort.zin}: {bedrag(cent)} ({grondslag}).",
    )
    velden = verloop.kop(verzoek.op, verzoek.op, grondslag, uitleg) | besluit
    tot = {"tot": verzoek.op} if soort.feit is VerzuimrenteVastgesteld else {}
    regels = {"boekregels": soort.boekregels(vordering.cohort, cent)}
    verloop.leg_vast(soort.feit.model_validate(velden | tot | regels))
    verloop.sluit_af(verzoek.op, verzoek.op, was_in_verzuim=bool(vordering.in_verzuim))
    return verloop.feiten


def _betaling(verzoek: NeemVorderingsbesluit) -> UUID | None:
    return verzoek.betaling_id if SOORTEN[verzoek.soort].over_ontvangst else None


def _voorstel(
    vordering: Vordering, verzoek: BekrachtigVorderingsbesluit
) -> VorderingsbesluitVoorgesteld:
    for voorstel in vordering.voorstellen:
        if voorstel.besluit_id == verzoek.besluit_id:
            return voorstel
    raise VoorstelIsOnbekend
