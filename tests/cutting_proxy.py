"""A way to a server that breaks off after so many bytes of its answers."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

CHUNK = 512


@dataclass
class Way:
    """Leads from a port of its own to the server; ``limit`` None: as far as one likes."""

    server: tuple[str, int]
    limit: int | None = None
    answered: int = 0
    """How many bytes the server has answered."""
    listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))

    @property
    def port(self) -> int:
        port: int = self.listener.getsockname()[1]
        return port

    def serve(self) -> None:
        """Takes in whoever comes, until the listener is closed."""
        with suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                server = socket.create_connection(self.server)
                for source, target in ((client, server), (server, client)):
                    threading.Thread(target=self._pass_on, args=(source, target, source is server), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, answers: bool) -> None:
        with suppress(OSError):
            while data := source.recv(CHUNK):
                target.sendall(data)
                self.answered += len(data) if answers else 0
                if self.limit is not None and self.answered >= self.limit:
                    break
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


@contextmanager
def way_to(host: str, port: int, limit: int | None = None) -> Iterator[Way]:
    """A way to the server, for as long as the block runs."""
    way = Way((host, port), limit)
    threading.Thread(target=way.serve, daemon=True).start()
    try:
        yield way
    finally:
        way.listener.close()
