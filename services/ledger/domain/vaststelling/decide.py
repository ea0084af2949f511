"""The definitieve vaststelling of a boekjaar: figures, a proposal by one person, a decision by a second with mandate (Bbz art. 12, 13)."""

from typing import Any

from services.ledger.domain.vaststelling.commands import (
    BekrachtigVaststelling,
    LegJaargegevensVast,
    OpenVaststelling,
    StelVaststellingVoor,
    Vaststellingsverzoek,
    VerwerpVaststelling,
)
from services.ledger.domain.vaststelling.events import (
    Herziening,
    JaargegevensVastgelegd,
    LevensonderhoudVastgesteld,
    VaststellingAangevuld,
    VaststellingGeopend,
    Vaststellingsfeit,
    VaststellingsvoorstelVerworpen,
    VaststellingVoorgesteld,
    te_veel_extra,
)
from services.ledger.domain.vaststelling.state import Vaststellingsdossier, Voorstelkenmerk
from services.ledger.domain.vaststelling.weigeringen import (
    BoekjaarLooptNog,
    HerzieningVraagtMinder,
    JaargegevensOntbreken,
    JaargegevensZonderBron,
    TerugvorderingVraagtBesluit,
    VaststellingIsGedaan,
    VaststellingIsVeranderd,
)
from services.ledger.domain.vier_ogen.weigeringen import (
    BesluitnummerIsVergeven,
    MandaatOntbreekt,
    VoorstelIsOnbekend,
    VoorstelIsVanUzelf,
)
from shared.parameters import Parameterset
from shared.recht.beslistermijnen import jaarstukkentermijn
from shared.recht.mandaat import Mandaatregister
from shared.recht.vaststelling import Vaststelling

GRONDSLAG = "Bbz art. 12 en 13"


def decide_vaststelling(
    dossier: Vaststellingsdossier,
    verzoek: Vaststellingsverzoek,
    parameters: Parameterset,
    mandaten: Mandaatregister,
) -> list[Vaststellingsfeit]:
    """What the request adds; an empty list means: already so."""
    if isinstance(verzoek, OpenVaststelling):
        return _open(dossier, verzoek, parameters)
    _ = dossier.kern
    if (
        isinstance(verzoek, BekrachtigVaststelling)
        and dossier.besluit
        and dossier.besluit.besloten_door == verzoek.actor
    ):
        return []
    if isinstance(verzoek, StelVaststellingVoor) and _is_al_voorgesteld(dossier, verzoek):
        return []
    if dossier.besluit:
        raise VaststellingIsGedaan
    match verzoek:
        case LegJaargegevensVast():
            return _leg_vast(dossier, verzoek, parameters)
        case StelVaststellingVoor():
            return _stel_voor(dossier, verzoek, parameters)
        case BekrachtigVaststelling():
            return _bekrachtig(dossier, verzoek, parameters, mandaten)
        case VerwerpVaststelling():
            return _verwerp(dossier, verzoek)
    raise TypeError(f"unknown request {type(verzoek).__name__}")


def omvang(uitkomst: Vaststelling) -> int:
    """What the decision is about, for the mandate: all that becomes om niet, is reclaimed or stays a lening."""
    return uitkomst.om_niet_cent + uitkomst.terug_cent + uitkomst.renteloze_lening_cent


def _open(
    dossier: Vaststellingsdossier, verzoek: OpenVaststelling, parameters: Parameterset
) -> list[Vaststellingsfeit]:
    if dossier.opening:
        return _vul_aan(dossier, verzoek)
    velden = verzoek.model_dump(exclude={"op", "maanden"})
    geopend = VaststellingGeopend(
        **velden, maanden=verzoek.maanden, jaarstukken_tot=verzoek.op, geopend_op=verzoek.op
    )
    termijn = jaarstukkentermijn(Vaststellingsdossier(opening=geopend).laatste_dag, parameters)
    return [geopend.na(jaarstukken_tot=termijn.laatste_dag)]


def _vul_aan(dossier: Vaststellingsdossier, verzoek: OpenVaststelling) -> list[Vaststellingsfeit]:
    """Months of another application count together with those that are known, also after the vaststelling (Bbz art. 12 lid 1)."""
    if verzoek.aanvraag_id in dossier.aanvragen:
        return []
    return [
        VaststellingAangevuld(
            **_kop(dossier),
            aanvraag_id=verzoek.aanvraag_id,
            maanden=verzoek.maanden,
            aangevuld_op=verzoek.op,
        )
    ]


def _leg_vast(
    dossier: Vaststellingsdossier, verzoek: LegJaargegevensVast, parameters: Parameterset
) -> list[Vaststellingsfeit]:
    """Only figures that can be computed are kept; new figures put a proposal aside."""
    if verzoek.op <= dossier.laatste_dag:
        raise BoekjaarLooptNog(dossier.laatste_dag)
    gegevens = verzoek.gegevens
    if (gegevens.jaarnorm_cent is None) != (gegevens.normbron is None):
        raise JaargegevensZonderBron
    if (gegevens.vermogen_boven_grens_cent is None) != (gegevens.vermogensbron is None):
        raise JaargegevensZonderBron
    dossier.bereken(gegevens, verzoek.op, parameters)
    if dossier.gegevens and dossier.gegevens.gegevens == gegevens:
        return []
    return [
        JaargegevensVastgelegd(
            **_kop(dossier),
            gegevens=gegevens,
            vastgelegd_door=verzoek.actor,
            vastgelegd_op=verzoek.op,
        )
    ]


def _stel_voor(
    dossier: Vaststellingsdossier, verzoek: StelVaststellingVoor, parameters: Parameterset
) -> list[Vaststellingsfeit]:
    if dossier.gegevens is None:
        raise JaargegevensOntbreken
    uitkomst = dossier.bereken(
        dossier.gegevens.gegevens, verzoek.op, parameters, verzoek.terugvorderen
    )
    if uitkomst.besluit_nodig:
        raise TerugvorderingVraagtBesluit(uitkomst.terug_cent)
    if dossier.herziet:
        _vraagt_niet_minder(uitkomst, dossier.herziet, verzoek)
    return [
        VaststellingVoorgesteld(
            **_kop(dossier),
            voorstel_id=verzoek.voorstel_id,
            terugvorderen=verzoek.terugvorderen,
            motivering=verzoek.motivering,
            uitkomst=uitkomst,
            parameterset=parameters.versie,
            voorgesteld_door=verzoek.actor,
            voorgesteld_op=verzoek.op,
        )
    ]


def _vraagt_niet_minder(
    uitkomst: Vaststelling, eerder: Herziening, verzoek: StelVaststellingVoor
) -> None:
    """What was asked back stands as a vordering; raises HerzieningVraagtMinder, TerugvorderingVraagtBesluit."""
    if (
        uitkomst.terug_cent < eerder.terug_cent
        or uitkomst.renteloze_lening_cent < eerder.renteloze_lening_cent
    ):
        raise HerzieningVraagtMinder
    te_veel = te_veel_extra(uitkomst, eerder)
    if te_veel and verzoek.terugvorderen is None:
        raise TerugvorderingVraagtBesluit(te_veel)


def _is_al_voorgesteld(dossier: Vaststellingsdossier, verzoek: StelVaststellingVoor) -> bool:
    """Whether this very proposal was made, whatever became of it; raises BesluitnummerIsVergeven for another one."""
    eerder = next((een for een in dossier.gedaan if een.voorstel_id == verzoek.voorstel_id), None)
    gevraagd = Voorstelkenmerk(
        voorstel_id=verzoek.voorstel_id,
        terugvorderen=verzoek.terugvorderen,
        motivering=verzoek.motivering,
        voorgesteld_door=verzoek.actor,
    )
    if eerder not in (None, gevraagd):
        raise BesluitnummerIsVergeven
    return eerder is not None


def _bekrachtig(
    dossier: Vaststellingsdossier,
    verzoek: BekrachtigVaststelling,
    parameters: Parameterset,
    mandaten: Mandaatregister,
) -> list[Vaststellingsfeit]:
    """Another one than who proposed, with a mandate for the whole amount; the sum is made once more on this day."""
    voorstel, gegevens = dossier.voorstel, dossier.gegevens
    if voorstel is None or gegevens is None:
        raise VoorstelIsOnbekend
    if voorstel.voorgesteld_door == verzoek.actor:
        raise VoorstelIsVanUzelf
    mandaat = mandaten.ruimste(verzoek.actor, dossier.kern.gemeente, verzoek.op)
    if mandaat is None or not mandaat.dekt(omvang(voorstel.uitkomst)):
        raise MandaatOntbreekt
    uitkomst = dossier.bereken(gegevens.gegevens, verzoek.op, parameters, voorstel.terugvorderen)
    if uitkomst != voorstel.uitkomst:
        raise VaststellingIsVeranderd
    return [
        LevensonderhoudVastgesteld(
            **_kop(dossier),
            vaststelling_id=verzoek.vaststelling_id,
            aanvraag_id=dossier.kern.aanvraag_id,
            boekjaar_begin=dossier.kern.boekjaar_begin,
            uitkomst=uitkomst,
            terugvorderen=voorstel.terugvorderen,
            motivering=voorstel.motivering,
            grondslag=GRONDSLAG,
            parameterset=parameters.versie,
            voorgesteld_door=voorstel.voorgesteld_door,
            besloten_door=verzoek.actor,
            mandaat=mandaat.mandaat_id,
            besloten_op=verzoek.op,
            herziet=dossier.herziet,
        )
    ]


def _verwerp(
    dossier: Vaststellingsdossier, verzoek: VerwerpVaststelling
) -> list[Vaststellingsfeit]:
    if dossier.voorstel is None:
        raise VoorstelIsOnbekend
    return [
        VaststellingsvoorstelVerworpen(
            **_kop(dossier),
            voorstel_id=dossier.voorstel.voorstel_id,
            verworpen_door=verzoek.actor,
            verworpen_op=verzoek.op,
        )
    ]


def _kop(dossier: Vaststellingsdossier) -> dict[str, Any]:
    return {"dossier_id": dossier.kern.dossier_id, "gemeente": dossier.kern.gemeente}
