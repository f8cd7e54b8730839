"""An S3 server, and a false one that refuses, breaks off and says what is not so."""

from __future__ import annotations

import logging
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from sourcing import serving

ACCESS, SECRET = "SLEUTELNAAM", "geheime/sleutel"


@contextmanager
def s3_server() -> Iterator[str]:
    """The address of a server without buckets."""
    moto = pytest.importorskip("moto.server", reason="moto is not installed")
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        yield f"http://127.0.0.1:{server.get_host_and_port()[1]}"
    finally:
        server.stop()


def bucket_of(address: str, name: str) -> Any:
    """A new bucket; `put_object` and so on work in it."""
    import boto3

    keys = {"aws_access_key_id": ACCESS, "aws_secret_access_key": SECRET, "region_name": "us-east-1"}
    bucket = boto3.resource("s3", endpoint_url=address, **keys).Bucket(name)
    bucket.create()
    return bucket


@dataclass
class FalseS3:
    """What a server does wrong: `status` for all, `cuts` answers that break off, `refused` keys, its own `listing`.

    Some know no `etags`. `before` is done before each object is given.
    """

    objects: dict[str, bytes] = field(default_factory=dict)
    status: int = 200
    cuts: int = 0
    refused: frozenset[str] = frozenset()
    listing: str | None = None
    etags: bool = True
    before: Callable[[], object] = lambda: None
    asked: list[str] = field(default_factory=list)

    def list(self) -> bytes:
        rows = "".join(
            f"<Contents><Key>{key}</Key><Size>{len(data)}</Size>"
            f"{f'<ETag>&quot;{hash(data)}&quot;</ETag>' if self.etags else ''}"
            "<LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents>"
            for key, data in self.objects.items()
        )
        told = f"<ListBucketResult><Name>woo</Name><IsTruncated>false</IsTruncated>{rows}</ListBucketResult>"
        return (self.listing if self.listing is not None else told).encode()


@contextmanager
def false_s3(told: FalseS3, secure: ssl.SSLContext | None = None) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            key = unquote(address.path).removeprefix("/woo").removeprefix("/")
            told.asked.append(key)
            if key:
                told.before()
            status = 403 if key in told.refused else told.status
            data = told.objects.get(key, b"") if key else told.list()
            if same := self.headers["If-Match"]:
                status = status if same == f'"{hash(data)}"' else 412
            self.send_response(status)
            data = data if status == 200 else b"<Error><Code>Zomaar</Code></Error>"
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            cut = key and status == 200 and told.cuts > 0
            told.cuts -= bool(cut)
            self.wfile.write(data[: len(data) // 2] if cut else data)
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Tests print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if secure:
        server.socket = secure.wrap_socket(server.socket, server_side=True)
    with serving(server) as port:
        yield f"{'https' if secure else 'http'}://127.0.0.1:{port}"
