"""Ports: kept from start to start, never one that is busy, and a move is told."""

import socket

from deploy.local.supervision.runtime import choose_ports
from deploy.local.system.parts import Part
from tests.infrastructure import any_port


def test_a_busy_port_is_avoided_and_told() -> None:
    told: list[str] = []
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", any_port()))
        busy.listen()
        port = busy.getsockname()[1]
        chosen = choose_ports([Part("gateway", "gateway", wanted_port=port)], {}, told.append)
    assert chosen["gateway"] > port
    assert told == [f"Poort {port} is bezet: gateway gebruikt poort {chosen['gateway']}."]


def test_the_port_of_the_last_start_is_used_again() -> None:
    told: list[str] = []
    wanted, kept = any_port(), any_port()
    chosen = choose_ports(
        [Part("gateway", "gateway", wanted_port=wanted)], {"gateway": kept}, told.append
    )
    assert chosen == {"gateway": kept}
    assert told == []


def test_a_moved_part_does_not_take_the_port_of_another() -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", any_port()))
        busy.listen()
        port = busy.getsockname()[1]
        parts = [
            Part("kafka", "broker", wanted_port=port),
            Part("web", "web", wanted_port=port + 2),
        ]
        chosen = choose_ports(parts, {}, lambda _: None)
    assert len(set(chosen.values())) == 3
    assert chosen["web"] == port + 2
