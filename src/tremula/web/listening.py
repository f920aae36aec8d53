"""Taking the port before anything heavy is imported, so that a browser that comes early only waits a little.

Loopback only: there is no setting that makes this listen for other machines.
"""

from __future__ import annotations

import errno
import socket

from tremula.core.failure import Refusal

BACKLOG = 128


def listen(port: int) -> list[socket.socket]:
    """Listening sockets on 127.0.0.1 and, where there is one, ::1; Refusal("port-taken", "port-forbidden").

    ::1 is taken as well so that nobody else can answer there when a browser is sent to localhost.
    """
    sockets = [bound(socket.AF_INET, ("127.0.0.1", port))]
    try:
        sockets.append(bound(socket.AF_INET6, ("::1", port)))
    except Refusal:
        sockets[0].close()
        raise
    except OSError as error:
        if error.errno not in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
            raise
    return sockets


def bound(family: socket.AddressFamily, address: tuple[str, int]) -> socket.socket:
    """One listening socket. asyncio answers without a delay of 40 ms only where TCP is named here."""
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.bind(address)
        made.listen(BACKLOG)
    except OSError as error:
        made.close()
        refuse_port(address[1], error)
        raise
    return made


def refuse_port(port: int, error: OSError) -> None:
    """Say in plain words why this port cannot be had."""
    if error.errno == errno.EADDRINUSE:
        raise Refusal(
            "port-taken",
            f"Port {port} is already in use. If that is tremula, run “tremula open”; "
            "if not, stop the other program or choose another port with --port.",
        ) from error
    if error.errno == errno.EACCES:
        raise Refusal(
            "port-forbidden", f"Port {port} is reserved on this computer. Choose one from 1024 to 65535."
        ) from error
