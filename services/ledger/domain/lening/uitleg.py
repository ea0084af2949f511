"""What a decision does, in one Dutch sentence with its numbers and its article."""

from collections.abc import Iterable

from services.ledger.domain.grootboek.boekregels import Boekregel
from services.ledger.domain.lening import gegevens as g
from services.ledger.domain.lening.besluiten import Besluit
from services.ledger.domain.lening.geschiedenis import bron
from services.ledger.domain.verloop import mutaties as m
from shared.dates import geteld, maandnaam, plus_maanden, voluit
from shared.money import bedrag, procent
from shared.recht.aflosschema import Methode

GRONDEN = {
    m.Grond.BESTEMMING: "het geld niet is besteed aan het doel van de lening",
    m.Grond.BEDRIJF_BEEINDIGD: "het bedrijf is overgedragen of beëindigd",
    m.Grond.INSOLVENTIE: "er surseance van betaling of een faillissement is",
    m.Grond.NIET_BETAALD: "de debiteur zijn verplichtingen niet nakomt",
    m.Grond.DUURZAAM_ONVERMOGEN: "de debiteur duurzaam niet kan betalen",
}


KEUZES = {
    "termijnbedrag_blijft": "de termijn blijft gelijk en de lening is eerder afgelost",
    "einddatum_blijft": "de einddatum blijft gelijk en de termijnen worden lager",
    "aflossing_ineens": "de hele lening is op die dag ineens afgelost",
}


METHODEN = {
    Methode.LINEAIR: "lineair",
    Methode.ANNUITAIR: "als annuïteit",
    Methode.RENTELOOS: "zonder rente",
}


SOORTEN: dict[type[m.Mutatie], str] = {
    m.Ontvangst: "de ontvangst",
    m.ExtraAflossing: "de extra aflossing",
    m.AflossingIneens: "de aflossing ineens",
    m.Kosten: "de kosten",
    m.Terugstorting: "de terugstorting",
    m.Uitstel: "het uitstel",
    m.Uitstelintrekking: "de intrekking van het uitstel",
    m.Opeising: "de opeising",
    m.BeschikkingWettelijkeRente: "de wettelijke rente",
    m.Rentekwijtschelding: "de rentekwijtschelding",
    m.EindeBedrijf: "het einde van het bedrijf",
    m.Draagkracht: "de draagkracht",
    m.Kwijtschelding: "de kwijtschelding",
    m.Schuldregeling: "de schuldregeling",
    m.AchterstandKwijt: "de kwijtschelding van de achterstand",
    m.BuitenInvordering: "het besluit over de invordering",
    m.Omzetting: "de omzetting",
    m.OmNiet: "het besluit om niet",
    m.Borgtochtclaim: "de claim op de borgtocht",
    m.Herroeping: "de storno of correctie",
}


def besluitzin(besluit: Besluit, formule: str, over: m.Mutatie | None = None) -> str:
    """The sentence of a decision with its booking: `formule` is the sum of the rule, `over` the mutation that the decision is about."""
    gegevens: g.Gegevens = besluit.gegevens  # type: ignore[attr-defined]
    geld = _geld(besluit, gegevens, geboekt(besluit.boekregels))
    zin = (
        geld
        or _termijnen(besluit, gegevens)
        or _einde_bedrijf(besluit, gegevens, formule)
        or _eerdere(gegevens, over)
    )
    if isinstance(gegevens, g.Rentekwijtschelding | g.Draagkracht):
        zin = f"{zin}: {formule.rpartition(': ')[2].removesuffix(f' ({besluit.grondslag})')}"
    return f"{zin} ({besluit.grondslag})"


def noem(mutatie: m.Mutatie) -> str:
    """'de ontvangst van 2 maart 2026 (€ 700,00)'."""
    cent = getattr(mutatie, "bedrag_cent", None)
    return f"{SOORTEN.get(type(mutatie), 'de mutatie')} van {voluit(mutatie.valutadatum)}" + (
        f" ({bedrag(cent)})" if cent else ""
    )


def geboekt(regels: Iterable[Boekregel]) -> int:
    """The amount of a booking: its debet side."""
    return sum(max(0, regel.bedrag_cent) for regel in regels)


def _geld(besluit: Besluit, gegevens: g.Gegevens, cent: int) -> str | None:
    match gegevens:
        case g.Kosten():
            return f"Kosten in rekening gebracht: {bedrag(cent)}"
        case g.Terugstorting():
            return f"Teruggestort aan de debiteur: {bedrag(cent)} die te veel was betaald"
        case g.Kwijtschelding():
            return f"Kwijtgescholden: {bedrag(cent)} {gegevens.deel}"
        case g.Schuldregeling():
            return f"Kwijtgescholden in een schuldregeling: {bedrag(cent)} hoofdsom. Alle schuldeisers werken naar evenredigheid mee"
        case g.AchterstandKwijt(verjaring=True):
            return f"Verjaard en kwijtgescholden: {bedrag(cent)}. Elk bedrag heeft zijn eigen termijn; de rest van de lening blijft open"
        case g.AchterstandKwijt():
            return f"De achterstand van {bedrag(cent)} is kwijtgescholden"
        case g.Borgtochtclaim():
            buiten = bedrag(gegevens.rente_cent + gegevens.kosten_cent)
            wat = f"Borgtocht uitgewonnen: {bedrag(cent)} hoofdsom is aan de bank betaald en is nu een schuld"
            return f"{wat}; {buiten} rente en kosten vallen er niet onder"
        case g.OmNiet():
            return f"{bedrag(cent)} hoofdsom is bijstand om niet geworden en hoeft niet terug"
        case g.BuitenInvordering():
            wat = (
                "De invordering gaat weer door. Open staat"
                if gegevens.hervat
                else "De invordering is gestopt. De schuld blijft bestaan:"
            )
            return f"{wat} {bedrag(besluit.saldi.hoofdsom_cent)} hoofdsom"
    return None


def _termijnen(besluit: Besluit, gegevens: g.Gegevens) -> str | None:
    match gegevens:
        case g.Uitstel():
            return _uitstel(gegevens)
        case g.Uitstelintrekking():
            dag = voluit(besluit.valutadatum)
            return f"Het uitstel is ingetrokken en eindigt op {dag}. Termijnen die vanaf die dag vervallen, vragen weer aflossing"
        case g.Opeising():
            hoofdsom = bedrag(besluit.saldi.hoofdsom_cent)
            return f"De hele lening is opgeëist, omdat {GRONDEN[gegevens.grond]}: {hoofdsom} hoofdsom moet ineens terug"
        case g.WettelijkeRente():
            tot = voluit(gegevens.tot)
            waarom = (
                ", omdat het niet betalen aan de debiteur is toe te rekenen"
                if gegevens.toerekenbaar
                else ""
            )
            return f"Wettelijke rente over de achterstand van {voluit(besluit.valutadatum)} tot {tot}{waarom}. Zij wordt geboekt op {tot}"
        case g.Rentekwijtschelding():
            einde = plus_maanden(gegevens.boekjaar_begin, 12)
            return f"Kwijtschelding van rente over het boekjaar van {voluit(gegevens.boekjaar_begin)} tot {voluit(einde)}"
        case g.Draagkracht():
            inkomen = bedrag(gegevens.netto_inkomen_cent)
            return f"Aflossing naar draagkracht over {maandnaam(besluit.valutadatum)}, bij een inkomen van {inkomen}"
        case g.Omzetting():
            rente = f"{procent(gegevens.jaarrente_procent)} rente per jaar"
            hoe = f"{METHODEN[gegevens.methode]} terug in {geteld(gegevens.termijnen, 'termijn')}, {rente}"
            van = f"{bedrag(besluit.saldi.hoofdsom_cent)} voorbereidingskrediet"
            return (
                f"{van} is vanaf {voluit(besluit.valutadatum)} een lening die rente draagt: {hoe}"
            )
    return None


def _uitstel(gegevens: g.Uitstel) -> str:
    tot = voluit(plus_maanden(gegevens.van, gegevens.maanden))
    duur = geteld(gegevens.maanden, "maand")
    periode = f"van {voluit(gegevens.van)} tot {tot}"
    if not gegevens.rente_mee:
        return (
            f"{duur} uitstel van aflossing, {periode}. De debiteur betaalt in die tijd alleen rente"
        )
    wanneer = (
        f"op {voluit(gegevens.rente_vervaldag)}"
        if gegevens.rente_vervaldag
        else "op de eerste vervaldag na het uitstel"
    )
    return f"{duur} uitstel van aflossing en rente, {periode}. De uitgestelde rente is te betalen {wanneer}; daar komt geen rente over"


def _einde_bedrijf(besluit: Besluit, gegevens: g.Gegevens, formule: str) -> str | None:
    """Renteloos shows in the sum of the rule: by law until 2019, by a decision since 2020 (Bbz art. 43 lid 2)."""
    if not isinstance(gegevens, g.EindeBedrijf):
        return None
    einde = f"Het bedrijf eindigde op {voluit(besluit.valutadatum)}, {'verwijtbaar' if gegevens.verwijtbaar else 'niet verwijtbaar'}"
    if "enteloos" in formule:
        return f"{einde}. De lening is vanaf die dag renteloos; de debiteur lost af naar zijn inkomen boven de norm"
    return f"{einde}. De lening blijft rente dragen; beoordeel of zij wordt opgeëist"


def _eerdere(gegevens: g.Gegevens, over: m.Mutatie | None) -> str:
    wat = noem(over) if over else "een eerdere mutatie"
    if over and isinstance(gegevens, g.Herroeping) and bron(over.mutatie_id) != gegevens.van:
        return f"Hersteld als vergissing: de keuze bij {wat} telt niet meer mee"
    if isinstance(over, m.Herroeping):
        return f"Hersteld als vergissing: {wat} telt niet meer mee. Wat daardoor was teruggedraaid, telt weer"
    match gegevens:
        case g.Betaalkeuze():
            return f"De debiteur koos voor {wat}: {KEUZES[gegevens.keuze]}"
        case g.Herroeping(soort="storno"):
            return f"De bank draaide {wat} terug: dit geld telt niet meer mee"
    return f"Hersteld als vergissing: {wat} telt niet meer mee"
