"""Free ports on the loopback address."""

import socket

LOOPBACK = "127.0.0.1"


def is_free(port: int) -> bool:
    """Whether nobody listens on `port` now; a port in TIME_WAIT after a kill counts as free."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def first_free(wanted: int, taken: set[int]) -> int:
    """`wanted`, or the next higher port that is free and not in `taken`."""
    port = wanted
    while port in taken or not is_free(port):
        port += 1
    return port
