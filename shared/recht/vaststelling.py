"""Definitieve vaststelling of levensonderhoud after the boekjaar (Bbz art. 12 and 13): extra, om niet, terug, or a renteloze lening."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import ceil

from shared.dates import geteld
from shared.money import afgerond, bedrag, procent
from shared.parameters import Parameterset
from shared.recht.jaarnorm import Jaarnorm, jaarnorm, maandnormen
from shared.recht.vaststellingsvraag import (
    MAANDEN_PER_JAAR,
    VaststellingKanNiet,
    Vaststellingsvraag,
    controleer,
)
from shared.recht.vermogenstoets import vermogenstoets


@dataclass(frozen=True, slots=True)
class Jaarbedrag:
    """The least to repay in one calendar year, in cents (art. 13)."""

    jaar: int
    cent: int


@dataclass(frozen=True, slots=True)
class Onderdeel:
    """One outcome with its article and its sum in words."""

    soort: str
    cent: int
    artikel: str
    uitleg: str


@dataclass(frozen=True, slots=True)
class Vaststelling:
    """The outcome in cents. `om_niet_cent` is everything that becomes om niet, the extra included."""

    jaarnorm_cent: int
    verstrekt_cent: int
    netto_inkomen_cent: int
    om_niet_cent: int
    extra_cent: int
    terug_cent: int
    renteloze_lening_cent: int
    jaarbedragen: tuple[Jaarbedrag, ...]
    onderdelen: tuple[Onderdeel, ...]
    signalen: tuple[str, ...]
    besluit_nodig: bool


def vaststelling(vraag: Vaststellingsvraag, parameters: Parameterset) -> Vaststelling:
    """Settle the provisional loan of a boekjaar; raises VaststellingKanNiet, ParameterOnbekend (art. 12, 13).

    A month of which nothing was paid is no month with bijstand.
    """
    controleer(vraag, parameters)
    vraag = replace(vraag, maanden=tuple(maand for maand in vraag.maanden if maand.bedrag_cent))
    norm = jaarnorm(
        vraag.boekjaar_begin,
        vraag.huishouden,
        vraag.jaarnorm_cent,
        vraag.bijzondere_bijstand_cent,
        parameters,
    )
    verstrekt = sum(maand.bedrag_cent for maand in vraag.maanden) + vraag.bijzondere_bijstand_cent
    netto, netto_uitleg = netto_inkomen(vraag, parameters)
    verschil = verstrekt + netto - norm.cent
    deel = _evenredig_deel(vraag, norm, parameters)
    extra = max(0, min(-verschil, deel - verstrekt))
    kan_terug = max(0, min(verschil, verstrekt))
    plicht = (
        bool(kan_terug)
        and parameters.waarde("terugvordering_aard", vraag.besluitdatum).waarde == "plicht"
    )
    terug = kan_terug if plicht or vraag.terugvorderen is not False else 0
    lening, vermogen_uitleg = _renteloze_lening(vraag, verstrekt - terug, parameters)
    duur = geteld(len(vraag.maanden), "maand")
    som = f"bijstand {bedrag(verstrekt)} + netto inkomen {bedrag(netto)} tegenover jaarnorm {bedrag(norm.cent)}"
    onderdelen = (
        Onderdeel("netto_inkomen", netto, "Bbz art. 6", netto_uitleg),
        Onderdeel("jaarnorm", norm.cent, "Bbz art. 1 g", norm.uitleg),
        Onderdeel(
            "extra",
            extra,
            "Bbz art. 12 lid 2 a",
            f"{som}; hooguit het deel over {duur}: {bedrag(deel)}",
        ),
        Onderdeel("terug", terug, "Bbz art. 12 lid 2 c", f"{som}; hooguit de bijstand zelf"),
        Onderdeel("renteloze_lening", lening, "Bbz art. 13", vermogen_uitleg),
        Onderdeel(
            "om_niet",
            verstrekt + extra - terug - lening,
            _artikel_om_niet(verschil),
            "wat overblijft is bijstand om niet",
        ),
    )
    return Vaststelling(
        norm.cent,
        verstrekt,
        netto,
        verstrekt + extra - terug - lening,
        extra,
        terug,
        lening,
        tuple(jaarbedragen(lening, _laatste_jaar(vraag), parameters, vraag.besluitdatum))
        if lening
        else (),
        tuple(
            een
            for een in onderdelen
            if een.cent or een.soort in ("netto_inkomen", "jaarnorm", "om_niet")
        ),
        tuple(_signalen(vraag, kan_terug, plicht=plicht, extra=extra, lening=lening)),
        besluit_nodig=bool(kan_terug) and not plicht and vraag.terugvorderen is None,
    )


def alternatieven(vraag: Vaststellingsvraag, parameters: Parameterset) -> dict[str, Vaststelling]:
    """The outcome under the other choice of A-5, A-24 and of the "kan" decision, by name, where it can be computed and differs."""
    gekozen = vaststelling(vraag, parameters)
    andere = {
        "evenredig_deel": replace(
            vraag,
            evenredig_deel="jaarnorm"
            if _keuze_a5(vraag, parameters) == "maandnormen"
            else "maandnormen",
        ),
        "grens_bij_aandeeltoets": replace(
            vraag,
            grens_bij_aandeeltoets="onder" if _keuze_a24(vraag, parameters) == "boven" else "boven",
        ),
        "terugvorderen": replace(vraag, terugvorderen=vraag.terugvorderen is False),
    }
    if vraag.huishouden is None:
        del andere["evenredig_deel"]
    uitkomsten = {naam: vaststelling(ander, parameters) for naam, ander in andere.items()}
    return {
        naam: ander for naam, ander in uitkomsten.items() if _bedragen(ander) != _bedragen(gekozen)
    }


def netto_inkomen(vraag: Vaststellingsvraag, parameters: Parameterset) -> tuple[int, str]:
    """Netto income over the boekjaar and its sum: given, or bruto less the percentage of art. 6 lid 2 (A-11); Q1 2022 counts (60ab b)."""
    erbij = (
        f" + vereenvoudigd Bbz {bedrag(vraag.vereenvoudigd_bbz_cent)} (art. 60ab b)"
        if vraag.vereenvoudigd_bbz_cent
        else ""
    )
    if vraag.netto_inkomen_cent is not None:
        return (
            vraag.netto_inkomen_cent + vraag.vereenvoudigd_bbz_cent,
            f"netto inkomen {bedrag(vraag.netto_inkomen_cent)}{erbij}",
        )
    bruto = vraag.bruto_inkomen_cent or 0
    correctie = vraag.correctie_procent
    if correctie is None:
        correctie = parameters.waarde("inkomen_correctie_art_6_2", vraag.boekjaar_begin).getal
    netto = afgerond(bruto * (1 - Fraction(correctie) / 100))
    uitleg = (
        f"bruto {bedrag(bruto)} min {procent(correctie)} = {bedrag(netto)} (art. 6 lid 2){erbij}"
    )
    return netto + vraag.vereenvoudigd_bbz_cent, uitleg


def jaarbedragen(
    lening_cent: int, laatste_bijstandsjaar: int, parameters: Parameterset, besluitdatum: date
) -> Iterator[Jaarbedrag]:
    """The least to repay a year, from the year after the last bijstand year; the last year takes the rest (art. 13, W-11)."""
    deel = parameters.waarde("renteloze_lening_min_aflossing", besluitdatum).deel
    vast, jaren, rest = afgerond(lening_cent * deel), ceil(1 / deel), lening_cent
    for nummer in range(jaren):
        cent = rest if nummer == jaren - 1 else min(vast, rest)
        if cent:
            yield Jaarbedrag(laatste_bijstandsjaar + 1 + nummer, cent)
        rest -= cent


def _evenredig_deel(vraag: Vaststellingsvraag, norm: Jaarnorm, parameters: Parameterset) -> int:
    """The most that the bijstand of these months may come to (A-5)."""
    if _keuze_a5(vraag, parameters) == "jaarnorm":
        return afgerond(Fraction(norm.cent * len(vraag.maanden), MAANDEN_PER_JAAR))
    if vraag.huishouden is None:
        raise VaststellingKanNiet(
            "Voor het evenredige deel naar maandnormen is het huishouden nodig. Geef dat in plaats van de jaarnorm."
        )
    return (
        sum(maandnormen(vraag.huishouden, [maand.maand for maand in vraag.maanden], parameters))
        + vraag.bijzondere_bijstand_cent
    )


def _renteloze_lening(
    vraag: Vaststellingsvraag, over_cent: int, parameters: Parameterset
) -> tuple[int, str]:
    """Art. 13: what stays a loan because eigen vermogen exceeds the limit of art. 3."""
    boven, uitleg = _boven_grens(vraag, parameters)
    return min(over_cent, boven), f"{uitleg}; er blijft hooguit {bedrag(over_cent)} als lening over"


def _boven_grens(vraag: Vaststellingsvraag, parameters: Parameterset) -> tuple[int, str]:
    if vraag.vermogensbron is not None:
        return (
            vraag.vermogensbron.boven_grens_cent,
            f"vermogen boven de grens volgens {vraag.vermogensbron.bron}",
        )
    if vraag.eigen_vermogen_cent is None or vraag.totaal_vermogen_cent is None:
        raise VaststellingKanNiet(
            "Het vermogen ontbreekt. Geef eigen en totaal vermogen, of de uitkomst van de vermogenstoets met bron."
        )
    toets = vermogenstoets(
        vraag.groep,
        vraag.eigen_vermogen_cent,
        vraag.totaal_vermogen_cent,
        vraag.aanvraagdatum,
        parameters,
    )
    if toets.grens_cent is None:
        return 0, toets.uitleg
    grens = _grens(toets.grens_cent, toets.regel, vraag.eigen_vermogen_cent, vraag, parameters)
    return (
        vraag.eigen_vermogen_cent - grens,
        f"{toets.uitleg}; eigen vermogen boven {bedrag(grens)}",
    )


def _grens(
    grens_cent: int,
    regel: str,
    eigen_cent: int,
    vraag: Vaststellingsvraag,
    parameters: Parameterset,
) -> int:
    """The limit of art. 13; where only the share fails, the choice of A-24 (never more kept than eigen vermogen holds above it)."""
    if regel == "aandeel" and _keuze_a24(vraag, parameters) == "boven":
        return min(
            parameters.waarde("vermogensgrens_om_niet_boven", vraag.aanvraagdatum).cent, eigen_cent
        )
    return grens_cent


def _signalen(
    vraag: Vaststellingsvraag, kan_terug_cent: int, *, plicht: bool, extra: int, lening: int
) -> Iterator[str]:
    """What a caseworker must look at."""
    if kan_terug_cent and plicht:
        yield f"Terugvordering van {bedrag(kan_terug_cent)} is verplicht: het besluit is van voor 2020 (art. 12 lid 2 c, oude tekst)."
    elif kan_terug_cent and vraag.terugvorderen is None:
        yield f"{bedrag(kan_terug_cent)} kan worden teruggevorderd: neem daarover een gemotiveerd besluit (art. 12 lid 2 c, A-23)."
    elif kan_terug_cent and not vraag.terugvorderen:
        yield f"Het college vordert {bedrag(kan_terug_cent)} niet terug; dat deel wordt om niet. De motivering hoort in het besluit."
    if extra and lening:
        yield "Er is een extra bedrag en vermogen boven de grens: art. 3 sluit om niet uit, beoordeel of het extra bedrag kan."
    if vraag.correctie_procent is not None:
        yield f"De correctie van {procent(vraag.correctie_procent)} is ingevoerd en komt niet uit de parameters (art. 6 lid 2, A-11)."


def _keuze_a5(vraag: Vaststellingsvraag, parameters: Parameterset) -> str:
    return (
        vraag.evenredig_deel
        or parameters.waarde("levensonderhoud_evenredig_deel", vraag.boekjaar_begin).waarde
    )


def _keuze_a24(vraag: Vaststellingsvraag, parameters: Parameterset) -> str:
    return (
        vraag.grens_bij_aandeeltoets
        or parameters.waarde("vermogensgrens_bij_aandeeltoets", vraag.boekjaar_begin).waarde
    )


def _laatste_jaar(vraag: Vaststellingsvraag) -> int:
    return max((maand.maand.year for maand in vraag.maanden), default=vraag.boekjaar_begin.year)


def _artikel_om_niet(verschil_cent: int) -> str:
    letter = "a" if verschil_cent < 0 else "b" if verschil_cent == 0 else "c"
    return f"Bbz art. 12 lid 2 {letter}"


def _bedragen(uitkomst: Vaststelling) -> tuple[int, ...]:
    return (
        uitkomst.om_niet_cent,
        uitkomst.extra_cent,
        uitkomst.terug_cent,
        uitkomst.renteloze_lening_cent,
    )
