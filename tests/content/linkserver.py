"""A local web server that misbehaves in every way that a link may meet; by path."""

import contextlib
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    """``/200`` answers so; ``/to/<path>`` and ``/moved/<path>`` redirect; the rest is trouble."""

    def log_message(self, *args):
        """Nothing on the terminal."""

    def do_GET(self):
        self.server.seen.append((time.monotonic(), self.path))
        kind, _, rest = self.path.lstrip("/").partition("/")
        with contextlib.suppress(OSError):
            match kind:
                case "to" | "moved":
                    self.send_response(301 if kind == "moved" else 302)
                    target = rest if "://" in rest else f"/{rest}"
                    self.send_header("Location", target)
                    self.end_headers()
                case "loop":
                    self.send_response(302)
                    self.send_header("Location", "/loop")
                    self.end_headers()
                case "silence":
                    time.sleep(30)
                case "drip":
                    self._drip()
                case "endless":
                    self._endless()
                case "garbage":
                    self.wfile.write(b"\x00\xff" * 200)
                case "headers":
                    self.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5000 + b"\r\n")
                case "hangup":
                    self.connection.shutdown(socket.SHUT_RDWR)
                case _:
                    self.send_response(int(kind or 200))
                    self.send_header("Content-Length", "2")
                    self.end_headers()
                    self.wfile.write(b"ok")

    def _drip(self):
        """A byte of the head every now and then, for ever: no read ever times out."""
        for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 1000:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(0.1)

    def _endless(self):
        self.send_response(200)
        self.end_headers()
        for _ in range(20000):
            self.wfile.write(b"x" * 65536)
            self.server.sent += 65536


@contextlib.contextmanager
def link_server(host="127.0.0.1"):
    """A running server; ``seen`` lists what was asked and when, ``sent`` the bytes of endless bodies."""
    server = ThreadingHTTPServer((host, 0), Handler)
    server.daemon_threads = True
    server.seen, server.sent = [], 0
    server.url = f"http://{host}:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
