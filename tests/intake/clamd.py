"""A server that speaks clamd's INSTREAM on a real socket: it finds the EICAR test file, and can be silent."""

import socketserver
import struct
import threading
from typing import Any

from tests.intake.bestanden import EICAR


class _Antwoord(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server: Any = self.server
        if server.zwijgt or self.rfile.read(10) != b"zINSTREAM\0":
            return
        inhoud = b""
        while lengte := struct.unpack("!I", self.rfile.read(4))[0]:
            inhoud += self.rfile.read(lengte)
        gevonden = b"Eicar-Test FOUND" if EICAR in inhoud else b"OK"
        self.wfile.write(b"stream: " + gevonden + b"\0")


class NagebootsteClamd:
    def __enter__(self) -> "NagebootsteClamd":
        self._server: Any = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Antwoord)
        self._server.daemon_threads = True
        self._server.zwijgt = False
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def adres(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    @property
    def zwijgt(self) -> bool:
        return bool(self._server.zwijgt)

    @zwijgt.setter
    def zwijgt(self, wel: bool) -> None:
        self._server.zwijgt = wel
