"""Taking the port: loopback only, at once, and with answers that are not held back."""

import asyncio
import socket

import pytest

from tremula.core.failure import Refusal
from tremula.web.listening import listen


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_it_listens_on_loopback_and_nowhere_else(port: int) -> None:
    sockets = listen(port)
    try:
        assert {each.getsockname()[0] for each in sockets} <= {"127.0.0.1", "::1"}
        with socket.create_connection(("127.0.0.1", port), timeout=5):
            pass
    finally:
        for each in sockets:
            each.close()


def test_a_taken_port_leaves_nothing_half_taken(port: int) -> None:
    with socket.socket(socket.AF_INET6) as other:
        other.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        other.bind(("::1", port))
        other.listen()
        with pytest.raises(Refusal) as refused:
            listen(port)
        assert refused.value.code == "port-taken"
        with socket.socket() as free:
            free.bind(("127.0.0.1", port))


def test_answers_go_out_at_once(port: int) -> None:
    async def nodelay() -> list[int]:
        found = []

        async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            found.append(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        sockets = listen(port)
        servers = [await asyncio.start_server(greet, sock=each) for each in sockets]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        await reader.read()
        writer.close()
        for server in servers:
            server.close()
        return found

    assert asyncio.run(nodelay()) == [1]
