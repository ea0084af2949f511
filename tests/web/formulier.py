"""The forms of a page as a browser reads them: where they go, what stands in them, and what somebody can fill in."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

Getypt = dict[str, list[str]]
# What no person types.
_ZELF = ("sleutel", "neem_over")


@dataclass
class Veld:
    """`soort`: the type of an input, or its inputmode where it has one; `select` or `textarea`."""

    naam: str
    soort: str
    keuzes: list[str] = field(default_factory=list)


@dataclass
class Formulier:
    adres: str
    id: str
    staat_er: Getypt = field(default_factory=dict)
    velden: dict[str, Veld] = field(default_factory=dict)
    knoppen: list[tuple[str, str]] = field(default_factory=list)

    @property
    def zichtbaar(self) -> Getypt:
        """What somebody sees in it; the file that he chose a browser never gives back."""
        return {
            naam: waarden
            for naam, waarden in self.staat_er.items()
            if naam in self.velden and self.velden[naam].soort != "file"
        }


@dataclass
class Bladzijde:
    titel: str = ""
    kop: str = ""
    alarm: str = ""
    alarm_naar: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    formulieren: list[Formulier] = field(default_factory=list)

    def formulier(self, adres: str) -> Formulier | None:
        return next((een for een in self.formulieren if een.adres == adres), None)


def lees(html: str, adres: str) -> Bladzijde:
    """The forms that change something; `adres` is where a form goes that names nothing."""
    lezer = _Lezer(adres.partition("?")[0])
    lezer.feed(html)
    return lezer.blad


class _Lezer(HTMLParser):
    def __init__(self, adres: str) -> None:
        super().__init__()
        self.blad, self.hier = Bladzijde(), adres
        self.form: Formulier | None = None
        self.keuze: Veld | None = None
        self.tekst_van = self.vak = ""
        self.in_alarm = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {naam: waarde or "" for naam, waarde in attrs}
        if "id" in a:
            self.blad.ids.add(a["id"])
        if a.get("role") == "alert":
            self.in_alarm = 1
        elif self.in_alarm and tag == "div":
            self.in_alarm += 1
        if tag in ("title", "h1"):
            self.tekst_van = tag
        if tag == "a":
            self.blad.links.append(a.get("href", ""))
            if self.in_alarm:
                self.blad.alarm_naar.append(a.get("href", ""))
        if tag == "form" and a.get("method") == "post":
            self.form = Formulier(a.get("action") or self.hier, a.get("id", ""))
        self._veld(tag, a)

    def _veld(self, tag: str, a: dict[str, str]) -> None:
        form = self.form
        if form is None:
            return
        naam, soort = a.get("name", ""), a.get("inputmode") or a.get("type", "text")
        if tag == "button" and naam and naam not in _ZELF:
            form.knoppen.append((naam, a.get("value", "")))
        if tag == "input" and naam and naam not in _ZELF:
            staat_er = form.staat_er.setdefault(naam, [])
            if soort in ("checkbox", "radio"):
                staat_er += [a.get("value", "on")] if "checked" in a else []
            elif soort != "file":
                staat_er.append(a.get("value", ""))
            if soort != "hidden":
                veld = form.velden.setdefault(naam, Veld(naam, soort))
                veld.keuzes.append(a.get("value", "on"))
        if tag == "textarea":
            form.velden[naam], self.vak = Veld(naam, "textarea"), naam
            form.staat_er[naam] = [""]
        if tag == "select":
            self.keuze = form.velden[naam] = Veld(naam, "select")
            form.staat_er[naam] = [""]
        if tag == "option" and self.keuze:
            self.keuze.keuzes.append(a.get("value", ""))
            if "selected" in a or len(self.keuze.keuzes) == 1:
                form.staat_er[self.keuze.naam] = [a.get("value", "")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.form:
            self.blad.formulieren.append(self.form)
            self.form = None
        if tag == "select":
            self.keuze = None
        if tag == "div" and self.in_alarm:
            self.in_alarm -= 1
        if tag in ("title", "h1"):
            self.tekst_van = ""
        if tag == "textarea":
            self.vak = ""

    def handle_data(self, data: str) -> None:
        if self.tekst_van == "title":
            self.blad.titel += data
        if self.tekst_van == "h1":
            self.blad.kop += data
        if self.in_alarm:
            self.blad.alarm += data
        if self.vak and self.form:
            self.form.staat_er[self.vak] = [self.form.staat_er[self.vak][0] + data]


# What is wrong in a field of each kind, the surest first: no rule takes it.
FOUT = {
    "date": "gisteren",
    "decimal": "abc",
    "numeric": "abc",
    "select": "",
    "textarea": "",
    "text": "",
}
GOED = {
    "date": "2026-04-01",
    "decimal": "1,00",
    "numeric": "7",
    "text": "Ander-7",
    "tel": "0612345678",
    "textarea": "Wat hier staat, blijft staan.",
}


def ingevuld(form: Formulier, fout: dict[str, Any]) -> tuple[Getypt, str]:
    """Everything filled in, with the mistakes `fout`, or where there are none one in its surest field: what is sent, and that field."""
    getypt = {naam: list(waarden) for naam, waarden in form.staat_er.items()}
    for naam, veld in form.velden.items():
        if veld.soort == "checkbox":
            getypt[naam] = list(veld.keuzes)
        elif veld.soort == "select" and not any(getypt[naam]):
            getypt[naam] = [veld.keuzes[-1]]
        elif veld.soort in GOED and not any(getypt[naam]):
            getypt[naam] = [GOED[veld.soort]]
    if not fout:
        kan = [veld for soort in FOUT for veld in form.velden.values() if veld.soort == soort]
        fout = {kan[0].naam: FOUT[kan[0].soort]} if kan else {}
    getypt |= {
        naam: waarde if isinstance(waarde, list) else [waarde] for naam, waarde in fout.items()
    }
    return getypt, next(iter(fout), "bestand")
