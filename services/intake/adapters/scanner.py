"""Is there a virus in it? Asked of ClamAV (clamd, INSTREAM over a socket); without an answer nobody opens the file."""

import socket
import struct
from dataclasses import dataclass
from typing import Literal

from services.intake.adapters.stukkenlijst import Scan

BROK = 64 * 1024
VERBINDEN_SECONDEN, ANTWOORD_SECONDEN = 5.0, 60.0


class BestandIsBesmet(Exception):
    """In dit bestand zit een virus. Het is niet bewaard."""


class ErIsGeenScanner(Exception):
    """Bestanden aannemen kan nog niet: er is geen virusscanner ingesteld."""


class ScannerAntwoordtNiet(Exception):
    """clamd is away, or did not understand."""


@dataclass(frozen=True)
class Clamd:
    """`adres` is `unix:/path/to/socket` or `host:port`."""

    adres: str

    def oordeel(self, inhoud: bytes) -> Literal["schoon", "besmet"]:
        """Raises ScannerAntwoordtNiet."""
        try:
            antwoord = self._vraag(inhoud)
        except (OSError, ValueError) as error:
            raise ScannerAntwoordtNiet(type(error).__name__) from error
        if antwoord.endswith(b" FOUND"):
            return "besmet"
        if antwoord == b"stream: OK":
            return "schoon"
        raise ScannerAntwoordtNiet("ERROR")

    def _vraag(self, inhoud: bytes) -> bytes:
        with self._verbind() as lijn:
            lijn.settimeout(ANTWOORD_SECONDEN)
            lijn.sendall(b"zINSTREAM\0")
            for begin in range(0, len(inhoud), BROK):
                brok = inhoud[begin : begin + BROK]
                lijn.sendall(struct.pack("!I", len(brok)) + brok)
            lijn.sendall(struct.pack("!I", 0))
            antwoord = b""
            while not antwoord.endswith(b"\0") and (deel := lijn.recv(4096)):
                antwoord += deel
        return antwoord.rstrip(b"\0")

    def _verbind(self) -> socket.socket:
        if self.adres.startswith("unix:"):
            lijn = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                lijn.settimeout(VERBINDEN_SECONDEN)
                lijn.connect(self.adres.removeprefix("unix:"))
            except OSError:
                lijn.close()
                raise
            return lijn
        host, _, port = self.adres.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), VERBINDEN_SECONDEN)


@dataclass(frozen=True)
class Poort:
    """What may come in and what may be opened. Without a scanner nothing may, but in the demo, where every page says so."""

    clamd: Clamd | None = None
    is_demo: bool = False

    def keur(self, inhoud: bytes) -> Scan:
        """Raises BestandIsBesmet, ErIsGeenScanner. A scanner that does not answer leaves the file unseen."""
        if self.clamd is None:
            if not self.is_demo:
                raise ErIsGeenScanner
            return "niet_gescand"
        try:
            if self.clamd.oordeel(inhoud) == "besmet":
                raise BestandIsBesmet
        except ScannerAntwoordtNiet:
            return "niet_gescand"
        return "schoon"

    def mag_open(self, scan: Scan) -> bool:
        return scan == "schoon" or (self.clamd is None and self.is_demo)
