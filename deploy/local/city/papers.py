"""Papers in the demo city: of some applications they are asked, handed in, looked at, refused once, or never come."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Literal

import typst

from deploy.local.city.habits import number_of
from deploy.local.city.office import TWEEDE, Office

Manner = Literal["loket", "link", "link_en_terug", "nooit"]
MANNERS: tuple[Manner, ...] = ("loket", "link", "link_en_terug", "nooit")
# One in so many applications.
ONE_IN = 6
# Days after the application came in, later than the one before by more than the office is closed.
ASKED, HANDED_IN, LOOKED_AT, AGAIN, DONE = 2, 7, 11, 15, 19
TERM = timedelta(days=14)
LEFT, LEFT_DONE = 23, 27
KINDS = {"bedrijfskapitaal": ("jaarcijfers", "bankafschriften")}
FOR_LIVING = ("bankafschriften", "bewijs_van_inkomen")


@dataclass(frozen=True)
class Papers:
    """What becomes of the papers of one application."""

    aanvraag_id: str
    dossier_id: str
    opened: date
    soorten: tuple[str, ...]
    manner: Manner

    @classmethod
    def of(cls, aanvraag: dict[str, Any]) -> "Papers | None":
        """None where all was there already."""
        identity = str(aanvraag["aanvraag_id"])
        if number_of(identity, "papers", ONE_IN):
            return None
        return cls(
            identity,
            str(aanvraag["dossier_id"]),
            date.fromisoformat(aanvraag["aanvraagdatum"]),
            KINDS.get(aanvraag["soort"], FOR_LIVING),
            MANNERS[number_of(identity, "manner", len(MANNERS))],
        )

    @property
    def ready_on(self) -> date:
        """From here on the application is treated like any other."""
        return self.opened + timedelta(days=LEFT_DONE if self.manner == "nooit" else DONE)

    def paper(self, soort: str, remark: str = "") -> bytes:
        """Of this application alone: the same file twice is refused."""
        return paper(soort, f"Bij aanvraag {self.aanvraag_id[:8]}. {remark}")

    def steps(self) -> dict[int, str]:
        """The step of each day after the application came in."""
        match self.manner:
            case "nooit":
                return {ASKED: "ask", LEFT: "leave"}
            case "link_en_terug":
                return {ASKED: "ask", HANDED_IN: "by_link", LOOKED_AT: "refuse_one", AGAIN: "again"}
            case "link":
                return {ASKED: "ask", HANDED_IN: "by_link", LOOKED_AT: "approve"}
            case "loket":
                return {ASKED: "ask", HANDED_IN: "at_the_desk", LOOKED_AT: "approve"}


@dataclass(frozen=True)
class Paperdesk:
    """The desk where papers are asked and looked at, on one day."""

    office: Office

    def work(self, papers: Papers, since: Collection[date], dag: date) -> None:
        """What is due in these days; done twice on one day it changes nothing."""
        for days, step in papers.steps().items():
            if papers.opened + timedelta(days=days) in since:
                getattr(self, f"_{step}")(papers, dag)

    def _ask(self, papers: Papers, dag: date) -> None:
        asked = {
            "soorten": list(papers.soorten),
            "waarvoor": f"aanvraag-{papers.aanvraag_id}",
            "hersteltermijn_tot": (dag + TERM).isoformat(),
        }
        self._form(papers, "vragen", asked)

    def _at_the_desk(self, papers: Papers, _dag: date) -> None:
        for soort in papers.soorten:
            asked = {"soort": soort, "bron": "loket"}
            self._form(papers, "ontvangen", asked, paper=papers.paper(soort))

    def _by_link(self, papers: Papers, _dag: date) -> None:
        """The desk makes a link, the entrepreneur hands in behind it."""
        self._form(papers, "links", {})
        for soort in papers.soorten:
            self._hand_in(papers, soort, papers.paper(soort))

    def _hand_in(self, papers: Papers, soort: str, content: bytes) -> None:
        self.office.hand_in(
            self.code(papers), soort, content, f"{papers.aanvraag_id}/{soort}/{len(content)}"
        )

    def code(self, papers: Papers) -> str:
        """As the desk reads it to the entrepreneur."""
        page = self.office.page(f"/stukken/{papers.dossier_id}")
        (link, *_) = re.findall(r"/links/([0-9a-f-]{36})\"", page)
        shown = self.office.page(f"/stukken/{papers.dossier_id}/links/{link}")
        (code, *_) = re.findall(r"/inleveren/([0-9A-Z-]{20,})", shown)
        return str(code)

    def _approve(self, papers: Papers, _dag: date) -> None:
        for stuk in self._to_look_at(papers):
            self._form(papers, f"stuk/{stuk}/goedkeuren", {})

    def _refuse_one(self, papers: Papers, dag: date) -> None:
        """One cannot be read; it is asked again."""
        waiting = self._to_look_at(papers)
        for stuk in waiting[1:]:
            self._form(papers, f"stuk/{stuk}/goedkeuren", {})
        for stuk in waiting[:1]:
            again = {"reden": "onleesbaar", "hersteltermijn_tot": (dag + TERM).isoformat()}
            self._form(papers, f"stuk/{stuk}/afwijzen", again)

    def _again(self, papers: Papers, dag: date) -> None:
        for soort in papers.soorten:
            if self._is_asked(papers, soort):
                self._hand_in(papers, soort, papers.paper(soort, "Beter leesbaar."))
        self._approve(papers, dag)

    def _leave(self, papers: Papers, _dag: date) -> None:
        self.office.leave_unhandled(papers.aanvraag_id, TWEEDE)

    def _is_asked(self, papers: Papers, soort: str) -> bool:
        page = self.office.page(f"/inleveren/{self.code(papers)}", actor=None)
        return f'value="{soort}"' in page

    def _to_look_at(self, papers: Papers) -> list[str]:
        return to_look_at(self.office, papers.dossier_id)

    def _form(
        self,
        papers: Papers,
        what: str,
        fields: dict[str, Any],
        paper: bytes | None = None,
    ) -> None:
        key = f"{papers.aanvraag_id}/{what}/{fields.get('soort', '')}"
        self.office.submit(f"/stukken/{papers.dossier_id}/{what}", fields, key, paper=paper)


@dataclass(frozen=True)
class Routepapers:
    """What a route waits for, as the entrepreneur brings it along to the talk and the desk looks at it."""

    office: Office

    def work(self, dossier: dict[str, Any]) -> None:
        """Hands in what is missing and approves it; the route hears of it a moment later."""
        path = f"/stukken/{dossier['dossier_id']}"
        missing = ("ontbreekt", "afgewezen")
        for soort in sorted(
            {een["soort"] for een in dossier["stukken"] if een["stand"] in missing}
        ):
            asked = {"soort": soort, "bron": "loket"}
            key = f"{path}/route/{soort}"
            self.office.submit(f"{path}/ontvangen", asked, key, paper=paper(soort, "Bij de route."))
        for stuk in to_look_at(self.office, dossier["dossier_id"]):
            self.office.submit(f"{path}/stuk/{stuk}/goedkeuren", {}, f"{stuk}/goedkeuren")


def to_look_at(office: Office, dossier_id: str) -> list[str]:
    """The papers that wait, as the page offers them."""
    page = office.page(f"/stukken/{dossier_id}")
    return sorted(set(re.findall(r"/stuk/([0-9a-f-]{36})/goedkeuren", page)))


@cache
def paper(soort: str, remark: str = "") -> bytes:
    """A small PDF that says what it is."""
    text = f"= {soort.replace('_', ' ').capitalize()}\nVerzonnen, voor de demo. {remark}"
    return bytes(
        typst.compile(
            f"#set document(date: none)\n#set page(width: 148mm, height: 105mm)\n{text}".encode()
        )
    )
