"""A wire to a PostgreSQL that can be cut, held and delayed, and can speak TLS for the server.

The server's own binaries of the tests have no TLS; the wire answers PostgreSQL's SSLRequest
instead, and passes plain bytes on.
"""

from __future__ import annotations

import contextlib
import select
import socket
import ssl
import struct
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Self

#: Given whether bytes come from the client, and the bytes; says whether to cut before they pass.
Predicate = Callable[[bool, bytes], bool]

_SSL_REQUEST = struct.pack("!II", 8, 80877103)
_RESET = struct.pack("ii", 1, 0)


def before_commit(from_client: bool, data: bytes) -> bool:
    """Cut when the client says COMMIT: the server never hears it."""
    return from_client and b"COMMIT\0" in data.upper()


def after_commit(from_client: bool, data: bytes) -> bool:
    """Cut when the server has committed: the client never hears it."""
    return not from_client and b"COMMIT\0" in data


class Wire:
    """A port on this machine that leads to a server. ``target`` is a TCP address or a socket file.

    ``tls`` answers an SSLRequest with the context's certificate, ``refuses_tls`` with a no;
    otherwise the server is asked.
    """

    def __init__(
        self,
        target: tuple[str, int] | str,
        tls: ssl.SSLContext | None = None,
        *,
        refuses_tls: bool = False,
    ) -> None:
        self.target, self.tls, self.refuses_tls = target, tls, refuses_tls
        self.is_refusing = self.is_held = False
        self.seconds = 0.0
        self.carried = 0
        self.was_cut = threading.Event()
        self._predicate: Predicate | None = None
        self._lock = threading.RLock()  # a predicate may refuse as well
        self._pairs: list[_Pair] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.host, self.port = self._listener.getsockname()
        self._thread = threading.Thread(target=self._accept, name="wire", daemon=True)
        self._thread.start()

    @property
    def connections(self) -> int:
        """How many connections it carries now."""
        with self._lock:
            return len(self._pairs)

    def cut(self) -> None:
        """Reset every connection now; new ones are let through."""
        pairs = self._all()  # one that begins meanwhile is let through, and goes on
        for pair in pairs:
            pair.cut()
        for pair in pairs:
            pair.join()
        self.was_cut.set()

    def refuse(self) -> None:
        """Let no new connection through; those there are stay."""
        with self._lock:
            self.is_refusing = True

    def restore(self) -> None:
        """Let everything through again."""
        self.is_refusing = self.is_held = False
        self.seconds = 0.0
        self._ring()

    def hold(self) -> None:
        """Carry nothing, close nothing; what is sent meanwhile arrives when it is restored."""
        self.is_held = True
        self._ring()

    def delay(self, seconds: float) -> None:
        """Carry everything so much later, each way."""
        self.seconds = seconds
        self._ring()

    def cut_when(self, predicate: Predicate) -> None:
        """Reset the connection whose bytes are the first to be so, before they pass."""
        self.was_cut.clear()
        with self._lock:
            self._predicate = predicate

    def is_cut_by(self, from_client: bool, data: bytes) -> bool:
        """Whether these bytes cut their connection. Once."""
        with self._lock:
            if self._predicate is None or not self._predicate(from_client, data):
                return False
            self._predicate = None
        self.was_cut.set()
        return True

    def leave(self, pair: _Pair) -> None:
        """A connection has ended."""
        with self._lock:
            if pair in self._pairs:
                self._pairs.remove(pair)

    def close(self) -> None:
        """End everything."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()
        self.cut()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _address = self._listener.accept()
            except OSError:
                return
            pair = _Pair(self, client)
            with self._lock:
                is_refused = self.is_refusing
                if not is_refused:
                    self._pairs.append(pair)
                    pair.start()
            if is_refused:
                pair.refuse()

    def _all(self) -> list[_Pair]:
        with self._lock:
            return list(self._pairs)

    def _ring(self) -> None:
        for pair in self._all():
            pair.ring()


class _Pair:
    """One connection through the wire."""

    def __init__(self, wire: Wire, client: socket.socket) -> None:
        self._wire, self._client = wire, client
        self._server: socket.socket | None = None
        self._ear, self._bell = socket.socketpair()
        self._is_cut = False
        self._later: deque[tuple[float, socket.socket, bytes]] = deque()
        self._thread = threading.Thread(target=self._run, name="wire-pair", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def join(self) -> None:
        self._thread.join()

    def refuse(self) -> None:
        for end in (self._ear, self._bell):
            end.close()
        _reset(self._client)

    def ring(self) -> None:
        with contextlib.suppress(OSError):
            self._bell.send(b"!")

    def cut(self) -> None:
        self._is_cut = True
        self.ring()

    def _run(self) -> None:
        try:
            if self._begin():
                self._carry()
        except OSError:
            self._is_cut = True
        finally:
            self._wire.leave(self)
            for end in (self._client, self._server):
                if end is not None:
                    _reset(end) if self._is_cut else end.close()
            self._ear.close()
            self._bell.close()

    def _begin(self) -> bool:
        """Reach the server, and answer for it whether it speaks TLS."""
        if not self._may_go_on(self._client):
            return False
        first = self._client.recv(8, socket.MSG_PEEK)
        if first == _SSL_REQUEST and (self._wire.tls is not None or self._wire.refuses_tls):
            self._client.recv(8)
            if self._wire.tls is None:
                self._client.sendall(b"N")
            else:
                self._client.sendall(b"S")
                self._client = self._wire.tls.wrap_socket(self._client, server_side=True)
        target = self._wire.target
        if isinstance(target, str):
            self._server = socket.socket(socket.AF_UNIX)
            self._server.connect(target)
        else:
            self._server = socket.create_connection(target)
        return True

    def _may_go_on(self, end: socket.socket) -> bool:
        """Wait for the first bytes, or for the end."""
        while not self._is_cut:
            ends = [self._ear] if self._wire.is_held else [self._ear, end]
            ready, _w, _x = select.select(ends, [], [])
            if self._ear in ready:
                self._ear.recv(4096)
            if end in ready and not self._is_cut:
                return True
        return False

    def _carry(self) -> None:
        assert self._server is not None
        ends = {self._client: self._server, self._server: self._client}
        while not self._is_cut:
            is_held = self._wire.is_held
            waiting: float | None = None
            if self._later and not is_held:
                waiting = max(self._later[0][0] - time.monotonic(), 0)
            ready, _w, _x = select.select(
                [self._ear] if is_held else [self._ear, *ends], [], [], waiting
            )
            if self._ear in ready:
                self._ear.recv(4096)
            if is_held or self._is_cut:
                continue
            for end, other in ends.items():
                if end in ready and not self._take(end, other):
                    return
            self._pass_on()

    def _take(self, end: socket.socket, other: socket.socket) -> bool:
        """Take what has come from one end; whether the connection goes on."""
        data = end.recv(65536)
        while isinstance(end, ssl.SSLSocket) and end.pending():
            data += end.recv(end.pending())
        if not data:
            return False
        if self._wire.is_cut_by(end is self._client, data):
            self._is_cut = True
            return False
        self._wire.carried += len(data)
        self._later.append((time.monotonic() + self._wire.seconds, other, data))
        return True

    def _pass_on(self) -> None:
        while self._later and self._later[0][0] <= time.monotonic():
            _due, end, data = self._later.popleft()
            end.sendall(data)


def _reset(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    end.close()
