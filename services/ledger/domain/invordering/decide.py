"""May this step on the ladder be taken, and what follows? An empty list means: already so."""

from datetime import date
from uuid import UUID

from services.ledger.domain.invordering import events as f
from services.ledger.domain.invordering.aanmaning import maak_aanmaning_op
from services.ledger.domain.invordering.begrippen import Afspraak, Pauze
from services.ledger.domain.invordering.commands import (
    Betaalafspraak,
    Contact,
    DoeHandeling,
    Dwangbevel,
    Gesprek,
    Hervat,
    Invorderingsverzoek,
    Overdracht,
    Overslaan,
    Pauzeer,
    RegistreerVerzending,
    VerstuurAanmaning,
    VolgSchuld,
)
from services.ledger.domain.invordering.plan import dagen
from services.ledger.domain.invordering.stappen import Invorderingsloop
from services.ledger.domain.invordering.state import Traject
from services.ledger.domain.invordering.volgen import volg_schuld
from services.ledger.domain.invordering.weigeringen import (
    AanmaningKanNietOvergeslagenWorden,
    AfspraakIsTeHoog,
    DagLigtTeVer,
    InvorderingLooptNiet,
    InvorderingStaatStil,
    PauzeIsVanBesluit,
    StapIsNietAanDeBeurt,
    StapIsTeVroeg,
)
from services.ledger.domain.vier_ogen.weigeringen import MandaatOntbreekt
from shared.begrippen import Feit
from shared.dates import voluit
from shared.money import bedrag
from shared.parameters import Parameterset
from shared.recht.termijnen import wekentermijn


def decide_invordering(
    traject: Traject, verzoek: Invorderingsverzoek, parameters: Parameterset
) -> list[Feit]:
    loop = Invorderingsloop(traject, verzoek.op, parameters)
    match verzoek:
        case VolgSchuld():
            volg_schuld(loop, verzoek)
        case RegistreerVerzending():
            _verstuurd(loop, verzoek.aanmaning_id)
        case DoeHandeling():
            _handel(loop, verzoek)
    return loop.feiten


def _verstuurd(loop: Invorderingsloop, aanmaning_id: UUID) -> None:
    """The term starts the day after sending (Awb 4:112); a demand that was withdrawn starts none."""
    opgemaakt = loop.traject.opgemaakt
    if opgemaakt is None or opgemaakt.aanmaning_id != aanmaning_id:
        return
    tot = wekentermijn("aanmaning", loop.op, loop.parameters).laatste_dag
    loop.leg_vast(
        f.AanmaningVerstuurd,
        "Awb 4:112",
        f"Aanmaning verstuurd. Betalen kan tot en met {voluit(tot)}.",
        aanmaning_id=aanmaning_id,
        soort=opgemaakt.soort,
        verstuurd_op=loop.op,
        laatste_dag=tot,
    )


def _handel(loop: Invorderingsloop, verzoek: DoeHandeling) -> None:
    if not loop.traject.loopt:
        raise InvorderingLooptNiet
    match verzoek.handeling:
        case Contact() as contact:
            _contact(loop, contact)
        case Gesprek() as gesprek:
            afspraak = Afspraak(soort="gesprek", op=gesprek.op, gemaakt_op=loop.op)
            _afspraak(loop, afspraak, f"Gesprek afgesproken op {voluit(gesprek.op)}.")
        case Betaalafspraak() as betaling:
            if betaling.bedrag_cent > verzoek.beeld.schuld_cent:
                raise AfspraakIsTeHoog(verzoek.beeld.schuld_cent)
            afspraak = Afspraak(
                soort="betaling",
                op=betaling.op,
                bedrag_cent=betaling.bedrag_cent,
                gemaakt_op=loop.op,
            )
            _afspraak(
                loop,
                afspraak,
                f"Afgesproken: {bedrag(betaling.bedrag_cent)} uiterlijk op {voluit(betaling.op)}.",
            )
        case VerstuurAanmaning():
            _moet_kunnen(
                loop, "tweede_aanmaning" if "aanmaning" in loop.traject.gedaan else "aanmaning"
            )
            maak_aanmaning_op(loop, verzoek.beeld)
        case Dwangbevel():
            _dwangbevel(loop, verzoek)
        case Overdracht() as overdracht:
            _moet_kunnen(loop, "overdracht")
            loop.leg_vast(
                f.InvorderingOvergedragen,
                "Awb 4:114",
                f"Overgedragen: {overdracht.aan.replace('_', ' ')}.",
                aan=overdracht.aan,
            )
        case Overslaan() as overslaan:
            _sla_over(loop, overslaan)
        case Pauzeer() as pauzeer:
            _pauzeer(loop, pauzeer)
        case Hervat():
            _hervat(loop)


def _contact(loop: Invorderingsloop, contact: Contact) -> None:
    pogingen = loop.parameters.waarde("ladder_contactpogingen", loop.op).aantal
    bereikt = contact.uitkomst == "bereikt"
    tekst = "Contact met de debiteur" if bereikt else "De debiteur is niet bereikt"
    afspraak = loop.traject.afspraak
    loop.leg_vast(
        f.ContactGelegd,
        "",
        f"{tekst} ({contact.wijze.replace('_', ' ')}).",
        wijze=contact.wijze,
        uitkomst=contact.uitkomst,
        is_afgerond=bereikt or loop.traject.pogingen + 1 >= pogingen,
    )
    if afspraak and afspraak.soort == "gesprek" and afspraak.op <= loop.op:
        soort = f.AfspraakNagekomen if bereikt else f.AfspraakGebroken
        loop.leg_vast(
            soort,
            "",
            "Het gesprek is gevoerd." if bereikt else "Het gesprek ging niet door.",
            afspraak=afspraak,
        )


def _afspraak(loop: Invorderingsloop, afspraak: Afspraak, uitleg: str) -> None:
    _moet_dichtbij(loop, afspraak.op, "afspraak_hoogstens")
    if loop.traject.afspraak != afspraak:
        loop.leg_vast(f.AfspraakGemaakt, "", uitleg, afspraak=afspraak)
        loop.trek_in("gepauzeerd", "De aanmaning is niet verstuurd, want er is een afspraak.")


def _dwangbevel(loop: Invorderingsloop, verzoek: DoeHandeling) -> None:
    """Only after the term of the demand, for at most what was demanded, by who has a mandate for it (Awb 4:117, 10:3)."""
    _moet_kunnen(loop, "dwangbevel")
    som = min(loop.traject.aangemaand_cent, verzoek.beeld.achterstand_cent)
    mandaat, uitleg = verzoek.mandaat, f"Dwangbevel uitgevaardigd voor {bedrag(som)}."
    if mandaat is None or not mandaat.dekt(som):
        raise MandaatOntbreekt
    loop.leg_vast(
        f.DwangbevelUitgevaardigd, "Awb 4:117", uitleg, bedrag_cent=som, mandaat=mandaat.mandaat_id
    )


def _sla_over(loop: Invorderingsloop, overslaan: Overslaan) -> None:
    """Whoever claims everything at once cannot skip the demand: no dwangbevel without it (Awb 4:117)."""
    gepland = loop.traject.volgende
    if (
        gepland is None
        or gepland.stap != overslaan.stap
        or overslaan.stap in ("hervatten", "aanmaning_versturen")
    ):
        raise StapIsNietAanDeBeurt(gepland)
    vereist = overslaan.stap == "aanmaning" and loop.traject.aanleiding == "betaalbeschikking"
    wettelijk = (
        overslaan.stap == "tweede_aanmaning"
        and loop.parameters.waarde("tweede_aanmaning_vereist", loop.op).is_ja
    )
    if vereist or wettelijk:
        raise AanmaningKanNietOvergeslagenWorden
    if overslaan.stap in ("gesprek", "afspraak_nakijken"):
        raise StapIsNietAanDeBeurt(gepland)
    naam, reden = overslaan.stap.replace("_", " "), overslaan.reden.replace("_", " ")
    loop.leg_vast(
        f.StapOvergeslagen,
        "",
        f"Overgeslagen: {naam} ({reden}).",
        stap=overslaan.stap,
        reden=overslaan.reden,
    )


def _pauzeer(loop: Invorderingsloop, pauzeer: Pauzeer) -> None:
    _moet_dichtbij(loop, pauzeer.tot, "pauze_hoogstens")
    pauze = Pauze(reden=pauzeer.reden, van=loop.op, tot=pauzeer.tot)
    if pauze not in loop.traject.pauzes:
        loop.pauzeer(pauze)


def _hervat(loop: Invorderingsloop) -> None:
    eigen = [pauze for pauze in loop.traject.pauzes if pauze.bron is None]
    if loop.traject.pauzes and not eigen:
        raise PauzeIsVanBesluit
    for pauze in eigen:
        loop.hervat(pauze)
    if not eigen and loop.traject.afspraak:
        loop.leg_vast(
            f.AfspraakGebroken, "", "De afspraak is ingetrokken.", afspraak=loop.traject.afspraak
        )


def _moet_kunnen(loop: Invorderingsloop, stap: str) -> None:
    """The step is next, nothing stands still, and its legal day has come."""
    gepland = loop.traject.volgende
    if loop.traject.staat_stil or loop.traject.afspraak:
        raise InvorderingStaatStil
    if gepland is None or gepland.stap != stap:
        raise StapIsNietAanDeBeurt(gepland)
    if gepland.niet_voor and loop.op < gepland.niet_voor:
        raise StapIsTeVroeg(gepland.niet_voor)


def _moet_dichtbij(loop: Invorderingsloop, dag: date, hoogstens: str) -> None:
    laatste = loop.op + dagen(hoogstens, loop.op, loop.parameters)
    if not loop.op < dag <= laatste:
        raise DagLigtTeVer(laatste)
