"""The kinds of mistakes that pages make in Dutch, found in what a reader sees: no tags, no addresses, no code in a form."""

import re
from collections.abc import Iterator
from html import unescape

# Words that need a diaeresis, without it. `een keer` may be meant; `één keer` is what pages count with.
_TREMA = re.compile(
    r"\b\w*(?:beeindig|opgeeist|geeist|opeeist|financiele|officiele|coordin|ideeen|reeel|annuiteit|geinformeerd)\w*",
    re.IGNORECASE,
)
_SNAKE = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b")
_GEMEENTE = re.compile(r"\bGM\d{4}\b")
_ACTOR = re.compile(r"\b(?:consulent|teamleider|debiteuren|auditor|beheer|manager|adviseur)-\d+\b")
_MEERVOUD = re.compile(
    r"\b1 (?:maanden|dagen|weken|termijnen|jaren|voorstellen|fouten|rijen|regels|aanvragen)\b"
)
_MACHINE = re.compile(
    r"\bTermijn 0\b|\(continued\)|\d EUR\b|\bNone\b|\bTrue\b|\bFalse\b|\bdoor (?:ledger|intake|routing|bbz|notify)\b"
    r"|\bonderdeel (?:ledger|intake|routing|bbz|notify)\b|\brekenregels A-\d+"
)
# One word per idea (docs/woordenlijst.md): what people also say, and what pages say.
EEN_WOORD = {
    r"\bde rij staat\b": "de lijst",
    r"\bin de rij\b": "klaar voor de post",
    r"\btermijn is verlopen\b": "voorbij",
    r"\bcliënt(?:en)?\b": "ondernemer of debiteur",
    r"\bklant(?:en)?\b": "ondernemer of debiteur",
    r"\bschuldenaars\b": "schuldenaren",
    r"\bgebruiker(?:s)?\b": "medewerker",
    r"\bcase\b": "dossier",
}
_HIDDEN = re.compile(
    r"<(script|style|head|code|select|svg)\b.*?</\1>|<input[^>]*>|<!--.*?-->", re.DOTALL
)
_TAG = re.compile(r"<[^>]+>")
_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)


def zichtbaar(html: str) -> str:
    """What somebody reads on a page; what stands in `code` is meant for machines."""
    return " ".join(unescape(_TAG.sub(" ", _HIDDEN.sub(" ", html))).split())


def van_sjabloon(text: str) -> str:
    """The words that stand in a template itself."""
    return zichtbaar(_JINJA.sub(" ", text))


def fouten(tekst: str) -> Iterator[str]:
    """Each mistake with what it is called."""
    for naam, patroon in (
        ("trema", _TREMA),
        ("code", _SNAKE),
        ("gemeentecode", _GEMEENTE),
        ("medewerker als code", _ACTOR),
        ("enkelvoud", _MEERVOUD),
        ("machinewoord", _MACHINE),
    ):
        yield from (f"{naam}: {gevonden[0]}" for gevonden in patroon.finditer(tekst))
    for patroon_, woord in EEN_WOORD.items():
        yield from (
            f"zeg {woord}: {gevonden[0]}"
            for gevonden in re.finditer(patroon_, tekst, re.IGNORECASE)
        )
