"""The people of the demo city at their desks: every step is a real request to a real service, as a seeded actor."""

from datetime import date
from typing import Any

from deploy.local.city.line import CONSULENT, Line

TWEEDE, TEAMLEIDER, DEBITEUREN, BEHEER = ("consulent-2", "teamleider-1", "debiteuren-1", "beheer-1")


class Office(Line):
    """What they ask, by desk."""

    def today(self) -> date | None:
        """The last day that began; None before the first."""
        answer = self._send("GET", "klok", "dagen/laatste").json()["dag"]
        return date.fromisoformat(answer) if answer else None

    def begin(self, dag: date) -> None:
        """Lets all days up to and including this one begin."""
        self._send("POST", "klok", "dagen", json={"tot": dag.isoformat()})

    def import_requests(self, content: bytes, media_type: str) -> dict[str, Any]:
        answer: dict[str, Any] = self._send(
            "POST",
            "intake",
            "aanmeldingen-imports",
            actor=CONSULENT,
            content=content,
            headers={"Content-Type": media_type},
        ).json()
        return answer

    def take_in(self, aanmelding: dict[str, Any], key: str) -> None:
        """One request for help, typed at the desk."""
        headers = {"Idempotency-Key": key}
        self._send("POST", "intake", "aanmeldingen", json=aanmelding, headers=headers)

    def find(self, question: str) -> list[dict[str, Any]]:
        """The dossiers that answer to a part of a name or number, the best first."""
        answer = self._send("POST", "intake", "zoekvragen", json={"vraag": question}).json()
        found: list[dict[str, Any]] = answer["gevonden"]
        return found

    def correct(self, dossier_id: str, **correction: Any) -> None:
        self._send("POST", "intake", f"aanmeldingen/{dossier_id}/correcties", json=correction)

    def close(self, dossier_id: str, reden: str) -> None:
        """Closed, unless an application runs."""
        path = f"aanmeldingen/{dossier_id}/afsluitingen"
        self._send("POST", "intake", path, json={"reden": reden})

    def reopen(self, dossier_id: str, reden: str) -> None:
        path = f"aanmeldingen/{dossier_id}/heropeningen"
        self._send("POST", "intake", path, json={"reden": reden})

    def follow_up(self, dossier_id: str, **asked: Any) -> None:
        """A dossier after this one, of the same person."""
        path = f"aanmeldingen/{dossier_id}/vervolgen"
        self._send("POST", "intake", path, json=asked, headers={"Idempotency-Key": path})

    def merge(self, persoon_id: str, with_: str) -> None:
        self._send("POST", "intake", f"personen/{persoon_id}/samenvoegingen", json={"met": with_})

    def hand_over(self, dossier_id: str, actor: str, **overdracht: Any) -> None:
        path = f"dossiers/{dossier_id}/overdrachten"
        headers = {"Idempotency-Key": path}
        self._send("POST", "routing", path, actor=actor, json=overdracht, headers=headers)

    def snooze(self, dossier_id: str, **until: str) -> bool:
        """Whether it sleeps: never past a deadline."""
        path = f"dossiers/{dossier_id}/sluimeringen"
        return not self._send("POST", "routing", path, json=until).is_error

    def arrange_substitute(self, actor: str, **vervanging: str) -> None:
        self._send("POST", "organisatie", "vervangingen", actor=actor, json=vervanging)

    def waiting_for_a_talk(self) -> list[dict[str, Any]]:
        """Dossiers that nobody has spoken with yet."""
        return self._pages("routing", "werkvoorraad", "regels", stap="eerste_gesprek")

    def routes(self, dossier_id: str) -> dict[str, Any]:
        """What somebody asks for, and the routes as they are proposed or settled."""
        answer: dict[str, Any] = self._send(
            "GET", "routing", f"dossiers/{dossier_id}/routes"
        ).json()
        return answer

    def talk(self, dossier_id: str, vorm: str) -> None:
        """A talk that settles nothing yet."""
        self._send("POST", "routing", f"dossiers/{dossier_id}/gesprekken", json={"vorm": vorm})

    def waiting_for_a_route(self) -> list[dict[str, Any]]:
        """Dossiers of which somebody spoke with the entrepreneur, and of which the proposal is not settled."""
        return self._pages("routing", "werkvoorraad", "regels", stap="route_bevestigen")

    def settle_route(self, dossier: dict[str, Any], without: set[str], **said: Any) -> None:
        """The proposal of the rules as it is or without these instruments; `said`: the talk, or why papers are not awaited."""
        path = f"dossiers/{dossier['dossier_id']}"
        if not without:
            self._send("POST", "routing", f"{path}/routebevestigingen", json=said)
            return
        routes = [
            {
                "nummer": route["nummer"],
                "instrumenten": [one for one in route["instrumenten"] if one not in without],
            }
            for route in dossier["routes"]
        ]
        choice = {
            "routes": routes,
            "leidende_route": dossier["leidende_route"],
            "reden": "gesprek",
            **said,
        }
        self._send("POST", "routing", f"{path}/routekeuzes", json=choice)

    def waiting_for_an_application(self) -> list[dict[str, Any]]:
        """Dossiers of which the settled routes offer something that nobody applied for yet."""
        return self._pages("routing", "werkvoorraad", "regels", stap="aanvraag_indienen")

    def apply(self, dossier_id: str, application: dict[str, Any]) -> None:
        """Files an application; one of a kind is filed once."""
        key = f"{dossier_id}/{application['soort']}/{application['ontvangen_op']}"
        self._send(
            "POST",
            "intake",
            f"aanmeldingen/{dossier_id}/aanvragen",
            json=application,
            headers={"Idempotency-Key": key},
        )

    def open_applications(self) -> list[dict[str, Any]]:
        """Applications that wait for a judgement or a decision, oldest first."""
        return self._pages("bbz", "aanvragen", status="open") + self._pages(
            "bbz", "aanvragen", status="beoordeeld"
        )

    def refused_applications(self) -> list[dict[str, Any]]:
        return self._pages("bbz", "aanvragen", status="afgewezen")

    def earlier_applications(self, dossier_id: str) -> list[dict[str, Any]]:
        """All of this person, the oldest first."""
        answer = self._send("GET", "intake", f"aanmeldingen/{dossier_id}/aanvragen").json()
        found: list[dict[str, Any]] = answer["aanvragen"]
        return found

    def judge(self, aanvraag_id: str, **judgement: Any) -> None:
        self._send(
            "POST", "bbz", f"aanvragen/{aanvraag_id}/beoordelingen", actor=CONSULENT, json=judgement
        )

    def grant(self, aanvraag_id: str, actor: str, **credit: Any) -> bool:
        """Whether it was granted; a refusal is recorded by the service."""
        return (
            self._send(
                "POST", "bbz", f"aanvragen/{aanvraag_id}/verstrekkingen", actor=actor, json=credit
            ).status_code
            < 400
        )

    def grant_living_costs(self, aanvraag_id: str, **months: Any) -> None:
        self._send(
            "POST", "bbz", f"aanvragen/{aanvraag_id}/toekenningen", actor=TWEEDE, json=months
        )

    def reject(self, aanvraag_id: str, **rejection: Any) -> None:
        self._send(
            "POST", "bbz", f"aanvragen/{aanvraag_id}/afwijzingen", actor=TWEEDE, json=rejection
        )

    def leave_unhandled(self, aanvraag_id: str, actor: str) -> None:
        """What was asked did not come in in time (Awb 4:5)."""
        path = f"aanvragen/{aanvraag_id}/buitenbehandelingstellingen"
        self._send("POST", "bbz", path, actor=actor, json={})

    def loans(self) -> list[dict[str, Any]]:
        return self._pages("ledger", "leningen")

    def loan(self, lening_id: str) -> dict[str, Any]:
        answer: dict[str, Any] = self._send("GET", "ledger", f"leningen/{lening_id}").json()
        return answer

    def debtors(self, licht: str) -> list[dict[str, Any]]:
        """Loans and vorderingen with this light, the most urgent first."""
        return self._pages("ledger", "debiteuren", licht=licht)

    def ladder(self, debtor: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = self._send("GET", "ledger", _ladder(debtor)).json()
        return answer

    def collect(
        self, debtor: dict[str, Any], actor: str, key: str, handeling: dict[str, Any]
    ) -> None:
        """One step on the ladder of a loan or vordering; the same key does it once."""
        headers = {"Idempotency-Key": key}
        self._send(
            "POST",
            "ledger",
            f"{_ladder(debtor)}/handelingen",
            actor=actor,
            json=handeling,
            headers=headers,
        )

    def claim(self, lening_id: str) -> None:
        """Everything is claimed: proposed by one person, decided by another."""
        gevraagd = {
            "gegevens": {"soort": "opeising", "grond": "niet_betaald"},
            "motivering": "betaalt_niet",
        }
        headers = {"Idempotency-Key": f"{lening_id}/opeising"}
        voorstel = self._send(
            "POST",
            "ledger",
            f"leningen/{lening_id}/voorstellen",
            actor=DEBITEUREN,
            json=gevraagd,
            headers=headers,
        )
        if not voorstel.is_error:
            besluit_id = voorstel.json()["besluit_id"]
            self._send(
                "POST",
                "ledger",
                f"leningen/{lening_id}/voorstellen/{besluit_id}/bekrachtigingen",
                actor=TEAMLEIDER,
            )

    def open_settlements(self) -> list[dict[str, Any]]:
        """Boekjaren with provisional living costs that nobody decided on yet."""
        stands = ("wacht_op_gegevens", "te_beoordelen", "te_tekenen")
        return [
            case
            for stand in stands
            for case in self._pages("ledger", "vaststellingen", stand=stand)
        ]

    def settle(self, vaststelling_id: str, figures: dict[str, Any], *, reclaims: bool) -> None:
        """Figures and a proposal by one person, the decision by another."""
        path = f"vaststellingen/{vaststelling_id}"
        told = self._send("POST", "ledger", f"{path}/jaargegevens", json=figures).json()
        asks = (
            {"terugvorderen": reclaims} if (told.get("uitkomst") or {}).get("besluit_nodig") else {}
        )
        motive = (
            ("beleid_gemeente" if reclaims else "dringende_redenen")
            if asks
            else "wettelijke_plicht"
        )
        self._send("POST", "ledger", f"{path}/voorstellen", json={"motivering": motive, **asks})
        self._send("POST", "ledger", f"{path}/bekrachtigingen", actor=TWEEDE)

    def claims(self) -> list[dict[str, Any]]:
        """What has to be paid back of living costs."""
        return self._pages("ledger", "debiteuren", soort="vordering")

    def upload_statement(self, content: bytes) -> None:
        self._send(
            "POST",
            "ledger",
            "bankafschriften",
            actor=DEBITEUREN,
            content=content,
            headers={"Content-Type": "application/xml"},
        )

    def hand_in(self, code: str, soort: str, content: bytes, key: str) -> None:
        """What an entrepreneur does who was given a code."""
        self.submit(f"/inleveren/{code}", {"soort": soort}, key, actor=None, paper=content)


def _ladder(debtor: dict[str, Any]) -> str:
    kind = "vorderingen" if debtor["soort"] == "vordering" else "leningen"
    return f"{kind}/{debtor['lening_id']}/invordering"
