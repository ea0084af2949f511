"""Asks intake for names and keys. When intake does not answer, pages show numbers and say so, and letters wait."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import httpx
from joserfc.jwk import RSAKey
from pydantic import TypeAdapter, ValidationError

from shared.contracts.personen import Persoon, Sleutel
from shared.organisatie.nu import LEZER
from shared.settings import setting
from shared.web.machine import ClientCredentials
from shared.web.provider import ProviderAway, provider_of
from shared.web.scopes import PERSONEN

Answer = TypeVar("Answer")
_PERSONEN = TypeAdapter(dict[UUID, Persoon | None])
_SLEUTEL = TypeAdapter(Sleutel)


class IntakeAntwoordtNiet(Exception):
    """intake is down, refuses us or says what we cannot read: nothing was changed, ask again later."""


class GegevensGewist(Exception):
    """The key of this person was destroyed: there is nothing to show or to open, for ever."""


@dataclass(frozen=True)
class Personenvraag:
    """The internal API of intake, for one service: with a token of its own at the provider, or with a credential that intake knows."""

    url: str
    credential: str
    client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=2.0))
    system: ClientCredentials | None = None

    @classmethod
    def of(cls, service: str) -> "Personenvraag":
        """From the environment of the asking service."""
        return cls(
            setting("DOORSTART_URL_INTAKE", "http://127.0.0.1:1"),
            setting(f"DOORSTART_CREDENTIAL_{service.upper()}", ""),
            system=_system(service),
        )

    def namen(self, dossiers: Sequence[UUID]) -> dict[UUID, Persoon | None]:
        """Who these dossiers belong to, None where the data was erased; raises IntakeAntwoordtNiet.

        In a request of a person without those that they may not see; and who saw which names is kept at intake.
        """
        if not dossiers:
            return {}
        asked: dict[str, object] = {
            "dossiers": [str(dossier) for dossier in dict.fromkeys(dossiers)]
        }
        return self._ask("personen-vragen", asked | _lezer(dossiers), _PERSONEN)

    def namen_of_niets(self, dossiers: Sequence[UUID]) -> dict[UUID, Persoon | None] | None:
        """As `namen`, but None when intake does not answer, for pages that go on without."""
        try:
            return self.namen(dossiers)
        except IntakeAntwoordtNiet:
            return None

    def nieuwe_sleutel(self, dossier: UUID, inleverlink: UUID | None = None) -> Sleutel:
        """A fresh key for something to be stored about this person, and the code of a link; raises IntakeAntwoordtNiet, GegevensGewist."""
        link = {"inleverlink": str(inleverlink)} if inleverlink else {}
        return self._ask("sleutels", {"dossier_id": str(dossier), **link}, _SLEUTEL)

    def open_sleutel(self, dossier: UUID, verpakt: str) -> Sleutel:
        """The key that was wrapped before; raises IntakeAntwoordtNiet, GegevensGewist."""
        return self._ask("sleutels", {"dossier_id": str(dossier), "verpakt": verpakt}, _SLEUTEL)

    def _ask(self, resource: str, body: dict[str, object], form: TypeAdapter[Answer]) -> Answer:
        try:
            answer = self.client.post(
                f"{self.url}/intake/v1/{resource}",
                json=body,
                headers={"Authorization": f"Bearer {self._token()}"},
            )
        except (httpx.HTTPError, ProviderAway) as error:
            raise IntakeAntwoordtNiet(type(error).__name__) from error
        if answer.status_code == httpx.codes.GONE:
            raise GegevensGewist
        if answer.status_code != httpx.codes.OK:
            raise IntakeAntwoordtNiet(f"HTTP {answer.status_code}")
        try:
            return form.validate_json(answer.content)
        except ValidationError:
            # Without its cause: that holds what was said about a person.
            raise IntakeAntwoordtNiet("an answer of another form") from None

    def _token(self) -> str:
        return self.system.token() if self.system else self.credential


def _lezer(dossiers: Sequence[UUID]) -> dict[str, object]:
    """For whom is asked; nothing where a service asks for work of its own, such as a letter."""
    lezer = LEZER.get()
    if lezer is None:
        return {}
    geopend = [str(een) for een in dict.fromkeys(dossiers) if een in lezer.geopend]
    return {
        "voor": lezer.medewerker_id,
        "rol": lezer.rol,
        "waar": lezer.adres,
        "geopend": geopend,
    }


def _system(service: str) -> ClientCredentials | None:
    """Where the organisation has a provider and gave this service a client of its own there (`doorstart-<service>`)."""
    issuer = os.environ.get("DOORSTART_OIDC_ISSUER")
    key = os.environ.get(f"DOORSTART_{service.upper()}_CLIENT_KEY_FILE")
    if not issuer or not key:
        return None
    own = RSAKey.import_key(json.loads(Path(key).read_text())["keys"][0])
    return ClientCredentials(provider_of(issuer), f"doorstart-{service}", own, PERSONEN)
