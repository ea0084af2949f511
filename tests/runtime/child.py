"""A child for the tests of the supervisor: says hello and waits; `stubborn` will not stop, `broken` ends at once, `web` listens."""

import http.server
import signal
import sys
import time


class Healthy(http.server.BaseHTTPRequestHandler):
    """Answers every question with 200."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def main(kind: str, port: int) -> None:
    print(f"{kind} child is here", flush=True)
    if kind == "broken":
        sys.exit("kapot")
    if kind == "stubborn":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if kind == "web":
        http.server.HTTPServer(("127.0.0.1", port), Healthy).serve_forever()
    while True:
        time.sleep(60)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
