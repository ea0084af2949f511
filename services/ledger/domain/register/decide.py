"""May this be recorded beside a loan, and what changes? An empty list means: already so."""

from collections.abc import Callable
from datetime import date
from typing import Any

from services.ledger.domain.lening.besluitsoorten import soort_van
from services.ledger.domain.lening.state import Lening
from services.ledger.domain.lening.weigeringen import LeningIsOnbekend, MutatieMagNiet
from services.ledger.domain.register.commands import (
    LaatZekerheidVervallen,
    OntslaMedeschuldenaar,
    Registerverzoek,
    TaxeerZekerheid,
    VestigZekerheid,
    VoegMedeschuldenaarToe,
    WeigerVerzoek,
)
from services.ledger.domain.register.events import (
    Aansprakelijkheid,
    MedeschuldenaarOntslagen,
    MedeschuldenaarToegevoegd,
    VerzoekGeweigerd,
    ZekerheidGetaxeerd,
    ZekerheidGevestigd,
    ZekerheidVervallen,
)
from services.ledger.domain.register.state import Leningregister, Medeschuldenaar, Zekerheid
from services.ledger.domain.register.weigeringen import (
    DekkingIsOnbekend,
    GedektDeelBlijftErbuiten,
    MedeschuldenaarIsDebiteur,
    MedeschuldenaarIsOnbekend,
    RegelVerbiedtNiet,
    RegisterdagKanNiet,
    ZekerheidIsAlVastgelegd,
    ZekerheidIsOnbekend,
)
from services.ledger.domain.vier_ogen.weigeringen import BesluitnummerIsVergeven
from shared.begrippen import Feit
from shared.dates import voluit
from shared.money import bedrag

REDENEN = {
    "niet_gemotiveerd": "het verzoek is niet met redenen omkleed",
    "gegevens_ontbreken": "gevraagde gegevens zijn niet gekomen",
    "kan_betalen": "de ondernemer kan betalen",
    "duurzaam_onvermogen": "de ondernemer kan duurzaam niet betalen",
    "beleid_gemeente": "het beleid van de gemeente staat het niet toe",
}


def decide_register(
    lening: Lening, register: Leningregister, verzoek: Registerverzoek, proef: Callable[[], object]
) -> list[Feit]:
    """`proef` asks the rules of the loan what a refused request would do; it raises MutatieMagNiet when they forbid it."""
    if lening.status == "onbekend":
        raise LeningIsOnbekend
    match verzoek:
        case VestigZekerheid():
            return _vestig(lening, register, verzoek)
        case TaxeerZekerheid():
            return _taxeer(lening, register, verzoek)
        case LaatZekerheidVervallen():
            return _laat_vervallen(lening, register, verzoek)
        case VoegMedeschuldenaarToe():
            return _voeg_toe(lening, register, verzoek)
        case OntslaMedeschuldenaar():
            return _ontsla(lening, register, verzoek)
        case WeigerVerzoek():
            return _weiger(lening, register, verzoek, proef)
    raise TypeError(f"unknown request {type(verzoek).__name__}")


def toets_schuldregeling(
    register: Leningregister, lening: Lening, bedrag_cent: int, op: date
) -> None:
    """The secured part stays outside (Bbz art. 42); raises GedektDeelBlijftErbuiten, DekkingIsOnbekend."""
    zekerheden = register.zekerheden_op(op)
    if any(een.dekking_cent is None for een in zekerheden):
        raise DekkingIsOnbekend
    dekking = sum(een.dekking_cent or 0 for een in zekerheden)
    hoogstens = max(0, lening.saldi.hoofdsom_cent - dekking)
    if dekking and bedrag_cent > hoogstens:
        raise GedektDeelBlijftErbuiten(dekking, hoogstens)


def _vestig(lening: Lening, register: Leningregister, verzoek: VestigZekerheid) -> list[Feit]:
    al = next(
        (een for een in register.zekerheden if een.zekerheid_id == verzoek.zekerheid_id), None
    )
    gevraagd = Zekerheid(**verzoek.model_dump(include=set(Zekerheid.model_fields)))
    if al and al.na(vervallen_per=None) == gevraagd:
        return []
    if al:
        raise ZekerheidIsAlVastgelegd
    if verzoek.gevestigd_op > verzoek.op:
        raise RegisterdagKanNiet
    dekking = (
        "nog niet getaxeerd"
        if verzoek.dekking_cent is None
        else f"dekt {bedrag(verzoek.dekking_cent)}"
    )
    uitleg = f"Zekerheid: {verzoek.soort}, gevestigd op {voluit(verzoek.gevestigd_op)}, {dekking}."
    grondslag = "Bbz art. 43 lid 1" if verzoek.soort == "krediethypotheek" else "Bbz art. 39 lid 3"
    velden = verzoek.model_dump(
        include={"zekerheid_id", "soort", "gevestigd_op", "dekking_cent", "documentkenmerk"}
    )
    return [ZekerheidGevestigd(**_kop(lening, verzoek, grondslag, uitleg), **velden)]


def _taxeer(lening: Lening, register: Leningregister, verzoek: TaxeerZekerheid) -> list[Feit]:
    zekerheid = next(
        (
            een
            for een in register.zekerheden_op(verzoek.op)
            if een.zekerheid_id == verzoek.zekerheid_id
        ),
        None,
    )
    if zekerheid is None:
        raise ZekerheidIsOnbekend
    if zekerheid.dekking_cent == verzoek.dekking_cent:
        return []
    if verzoek.getaxeerd_op > verzoek.op:
        raise RegisterdagKanNiet
    uitleg = f"De zekerheid ({zekerheid.soort}) is getaxeerd op {voluit(verzoek.getaxeerd_op)} en dekt {bedrag(verzoek.dekking_cent)}."
    velden = verzoek.model_dump(include={"zekerheid_id", "getaxeerd_op", "dekking_cent"})
    return [ZekerheidGetaxeerd(**_kop(lening, verzoek, "Bbz art. 39 lid 3", uitleg), **velden)]


def _laat_vervallen(
    lening: Lening, register: Leningregister, verzoek: LaatZekerheidVervallen
) -> list[Feit]:
    zekerheid = next(
        (een for een in register.zekerheden if een.zekerheid_id == verzoek.zekerheid_id), None
    )
    if zekerheid is None or (zekerheid.vervallen_per and zekerheid.vervallen_per != verzoek.per):
        raise ZekerheidIsOnbekend
    if zekerheid.vervallen_per:
        return []
    if not zekerheid.gevestigd_op <= verzoek.per <= verzoek.op:
        raise RegisterdagKanNiet
    uitleg = f"De zekerheid ({zekerheid.soort}) telt niet meer vanaf {voluit(verzoek.per)}: {verzoek.reden}."
    velden = verzoek.model_dump(include={"zekerheid_id", "per", "reden"})
    return [ZekerheidVervallen(**_kop(lening, verzoek, "Bbz art. 39 lid 3", uitleg), **velden)]


def _voeg_toe(
    lening: Lening, register: Leningregister, verzoek: VoegMedeschuldenaarToe
) -> list[Feit]:
    if verzoek.medeschuldenaar_id == lening.dossier_id:
        raise MedeschuldenaarIsDebiteur
    for een in register.medeschuldenaren:
        if een.medeschuldenaar_id == verzoek.medeschuldenaar_id and een.ontslagen_per is None:
            if een == Medeschuldenaar(
                **verzoek.model_dump(include=set(Medeschuldenaar.model_fields))
            ):
                return []
            raise MedeschuldenaarIsDebiteur
    if verzoek.vanaf > verzoek.op:
        raise RegisterdagKanNiet
    uitleg = f"Medeschuldenaar ({verzoek.aansprakelijkheid}), voor het geheel aansprakelijk vanaf {voluit(verzoek.vanaf)}."
    grondslag = _grond(lening, verzoek.aansprakelijkheid)
    velden = verzoek.model_dump(
        include={"medeschuldenaar_id", "aansprakelijkheid", "vanaf", "documentkenmerk"}
    )
    return [MedeschuldenaarToegevoegd(**_kop(lening, verzoek, grondslag, uitleg), **velden)]


def _ontsla(lening: Lening, register: Leningregister, verzoek: OntslaMedeschuldenaar) -> list[Feit]:
    wie = [
        een
        for een in register.medeschuldenaren
        if een.medeschuldenaar_id == verzoek.medeschuldenaar_id
    ]
    if any(een.ontslagen_per == verzoek.per for een in wie):
        return []
    loopt = next((een for een in wie if een.ontslagen_per is None), None)
    if loopt is None:
        raise MedeschuldenaarIsOnbekend
    if not loopt.vanaf <= verzoek.per <= verzoek.op:
        raise RegisterdagKanNiet
    uitleg = f"Niet langer medeschuldenaar vanaf {voluit(verzoek.per)}: {verzoek.reden}."
    velden = verzoek.model_dump(include={"medeschuldenaar_id", "per", "reden"})
    return [
        MedeschuldenaarOntslagen(
            **_kop(lening, verzoek, _grond(lening, loopt.aansprakelijkheid), uitleg), **velden
        )
    ]


def _grond(lening: Lening, aansprakelijkheid: Aansprakelijkheid) -> str:
    """Why somebody owes the whole: gezinsleden by law, vennoten under the Tozo by law, others by what the beschikking asks."""
    if aansprakelijkheid in ("partner", "gezinslid"):
        return "PW art. 59"
    return (
        "Tozo art. 11"
        if lening.regeling == "tozo" and aansprakelijkheid == "vennoot"
        else "Bbz art. 39 lid 1"
    )


def _weiger(
    lening: Lening, register: Leningregister, verzoek: WeigerVerzoek, proef: Callable[[], object]
) -> list[Feit]:
    gevraagd = (verzoek.gegevens, verzoek.ontvangen_op, verzoek.reden, verzoek.actor)
    for een in register.weigeringen:
        if een.verzoek_id == verzoek.verzoek_id:
            if (een.gegevens, een.ontvangen_op, een.reden, een.geweigerd_door) != gevraagd:
                raise BesluitnummerIsVergeven
            return []
    if verzoek.ontvangen_op > verzoek.op:
        raise RegisterdagKanNiet
    uitleg = (
        _verbod(proef)
        if verzoek.reden == "regel_verbiedt"
        else f"Geweigerd: {REDENEN[verzoek.reden]}."
    )
    grondslag = soort_van(verzoek.gegevens).weigering.van(lening.regeling)
    velden = {
        naam: getattr(verzoek, naam) for naam in ("verzoek_id", "gegevens", "ontvangen_op", "reden")
    }
    return [
        VerzoekGeweigerd(
            **_kop(lening, verzoek, grondslag, uitleg), **velden, geweigerd_door=verzoek.actor
        )
    ]


def _verbod(proef: Callable[[], object]) -> str:
    """The sentence of the rule that forbids what was asked."""
    try:
        proef()
    except MutatieMagNiet as verbod:
        return str(verbod)
    raise RegelVerbiedtNiet


def _kop(lening: Lening, verzoek: Registerverzoek, grondslag: str, uitleg: str) -> dict[str, Any]:
    return {
        "lening_id": verzoek.lening_id,
        "dossier_id": lening.dossier_id,
        "gemeente": lening.gemeente,
        "boekdatum": verzoek.op,
        "grondslag": grondslag,
        "uitleg": uitleg,
    }
