"""A load generator in a process of its own: some clients on kept connections, each sends when it has its answer.

Reads one JSON order from standard input, writes one JSON result to standard output; knows nothing of the portal.
"""

import json
import re
import secrets
import selectors
import socket
import sys
import time
from collections import Counter
from typing import Any
from urllib.parse import urlencode

LONGEST = 60.0
"""Seconds after which a client that got no answer counts as starved."""


class Client:
    """One kept connection. `prepare` is asked for the bytes of each request."""

    def __init__(self, order: dict[str, Any], number: int) -> None:
        self.order, self.number = order, number
        self.times: list[float] = []
        self.statuses: Counter[str] = Counter()
        self.bytes = 0
        self._buffer = bytearray()
        self._asked = 0.0
        self._cookie = self._token = ""
        self._sent = 0
        self._connect()
        if order.get("form") is not None:
            self._fetch_form()
        self._plain = self._get(order["path"]) if order.get("form") is None else b""

    def _connect(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.order["port"]), timeout=LONGEST)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def _head(self, method: str, path: str) -> str:
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.order['port']}"]
        lines += [f"{name}: {value}" for name, value in self.order.get("headers", {}).items()]
        if self._cookie:
            lines.append(f"Cookie: {self._cookie}")
        return "\r\n".join(lines)

    def _get(self, path: str) -> bytes:
        return f"{self._head('GET', path)}\r\n\r\n".encode()

    def _fetch_form(self) -> None:
        self.socket.sendall(self._get(self.order["path"]))
        while (answer := self._whole()) is None:
            self._buffer += self.socket.recv(65536)
        head, body = answer
        cookies = re.findall(r"(?im)^set-cookie: ([^;\r]+)", head)
        self._cookie = "; ".join(cookies)
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', body.decode())
        assert found, f"{self.order['path']} has no form: {head}"
        self._token = found[1]

    def _post(self) -> bytes:
        self._sent += 1
        fields = {"csrf_token": self._token, **self.order["form"]}
        if "key" in fields and not (self._sent % 10 == 0 and self.order.get("again")):
            self._key = secrets.token_urlsafe(24)
        if "key" in fields:
            fields["key"] = self._key
        body = urlencode(fields).encode()
        head = self._head("POST", self.order["path"])
        kind = "application/x-www-form-urlencoded"
        return f"{head}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body

    def ask(self) -> None:
        """Send the next request."""
        asked = self._plain or self._post()
        self._asked = time.perf_counter()
        self.socket.sendall(asked)

    def read(self) -> bool:
        """Take in what has come; True when the answer is whole."""
        part = self.socket.recv(262144)
        if not part:
            self.statuses["broken"] += 1
            self._buffer.clear()
            self.socket.close()
            self._connect()
            return True
        self._buffer += part
        answer = self._whole()
        if answer is None:
            return False
        self.times.append(time.perf_counter() - self._asked)
        self.statuses[answer[0][9:12]] += 1
        if "\nconnection: close" in answer[0].lower():
            self.socket.close()
            self._connect()
        return True

    def _whole(self) -> tuple[str, bytes] | None:
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return None
        head = self._buffer[:end].decode("latin-1")
        found = re.search(r"(?i)\ncontent-length: (\d+)", head)
        length = int(found[1]) if found else 0
        if found is None and head[9:12] != "304" and "transfer-encoding: chunked" in head.lower():
            close = self._buffer.find(b"0\r\n\r\n", end)
            if close < 0:
                return None
            length = close + 5 - end - 4
        if len(self._buffer) < end + 4 + length:
            return None
        body = bytes(self._buffer[end + 4 : end + 4 + length])
        self.bytes = end + 4 + length
        del self._buffer[: end + 4 + length]
        return head, body


def run(order: dict[str, Any]) -> dict[str, Any]:
    """Keep all clients busy for `seconds`, or until `count` requests are answered; what happened, times in seconds."""
    clients = [Client(order, number) for number in range(order["clients"])]
    chosen = selectors.DefaultSelector()
    begun = time.perf_counter()
    ends, left = begun + order["seconds"], order.get("count", 10**9)
    busy = set()
    for client in clients:
        chosen.register(client.socket, selectors.EVENT_READ, client)
        client.ask()
        busy.add(client)
        left -= 1
    last = begun
    while busy:
        ready = chosen.select(LONGEST)
        if not ready:
            break
        for key, _events in ready:
            client, before = key.data, key.data.socket
            if not client.read():
                continue
            last = time.perf_counter()
            if client.socket is not before:
                chosen.unregister(before)
                chosen.register(client.socket, selectors.EVENT_READ, client)
            if left > 0 and last < ends:
                left -= 1
                client.ask()
            else:
                busy.discard(client)
                chosen.unregister(client.socket)
                client.socket.close()
    times = sorted(moment for client in clients for moment in client.times)
    return {
        "done": len(times),
        "seconds": last - begun,
        "p50": times[len(times) // 2],
        "p99": times[min(len(times) - 1, int(len(times) * 0.99))],
        "longest": times[-1],
        "each": [len(client.times) for client in clients],
        "statuses": dict(sum((client.statuses for client in clients), Counter())),
        "bytes": clients[0].bytes,
        "unanswered": len(busy),
    }


if __name__ == "__main__":
    json.dump(run(json.load(sys.stdin)), sys.stdout)
