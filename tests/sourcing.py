"""Servers for the tests of sources: an S3 server, an IMAP server, and false ones that break off half-way."""

from __future__ import annotations

import getpass
import grp
import imaplib
import logging
import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from posting import mail

from flows.source import Seen, Source, source_of

PASSWORD = 'geheim "wachtwoord" é'
ACCESS, SECRET = "SLEUTELNAAM", "geheime/sleutel"
NOW = 1_790_000_000.0
FOLDER = "Woo & één"  # a name that IMAP writes otherwise


def made(tmp_path: Path, kind: str, **values: object) -> Source:
    """A source called `bron`, with its inbox below `out`."""
    return source_of({"name": "bron", "kind": kind, **values}, tmp_path / "out" / "confidential" / "inbox")


def names(seen: Seen) -> list[str]:
    return [path.name for path in seen.files]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


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
    """What a server does wrong: `status` for all, `cuts` answers that break off, `refused` keys, its own `listing`."""

    objects: dict[str, bytes] = field(default_factory=dict)
    status: int = 200
    cuts: int = 0
    refused: frozenset[str] = frozenset()
    listing: str | None = None
    before: Callable[[], object] = lambda: None
    asked: list[str] = field(default_factory=list)

    def list(self) -> bytes:
        rows = "".join(
            f"<Contents><Key>{key}</Key><Size>{len(data)}</Size><ETag>&quot;{hash(data)}&quot;</ETag>"
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
    with _serving(server) as port:
        yield f"{'https' if secure else 'http'}://127.0.0.1:{port}"


@contextmanager
def _serving(server: Any) -> Iterator[int]:
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass(frozen=True)
class ImapServer:
    """A Dovecot of our own: the port with STARTTLS, that with TLS, and the certificate to believe."""

    port: int
    tls_port: int
    certificate: Path
    user: str = "woo@example.nl"

    def account(self, user: str) -> ImapServer:
        """The same server with another mailbox, which is empty; all of example.nl has the same password."""
        return replace(self, user=user)

    @contextmanager
    def client(self) -> Iterator[imaplib.IMAP4]:
        connection = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
        connection.authenticate("PLAIN", lambda _: f"\0{self.user}\0{PASSWORD}".encode())
        try:
            yield connection
        finally:
            connection.logout()

    def deliver(self, *messages: bytes, folder: str = "INBOX") -> None:
        with self.client() as connection:
            for message in messages:
                assert connection.append(folder, "", None, message)[0] == "OK"


CONFIGURATION = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{home}/certificate.pem
ssl_key = <{home}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain
auth_failure_delay = 0
first_valid_uid = 1
first_valid_gid = 0
mail_location = maildir:~/Maildir
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%d {home}/users
}}
userdb {{
  driver = static
  args = uid={mail} gid={group} home={home}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
"""


@contextmanager
def imap_server() -> Iterator[ImapServer]:
    """A fresh server; skipped where Dovecot 2.3 is not installed."""
    program = shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None or not Path("/usr/lib/dovecot/imap").exists():
        pytest.skip("Dovecot is not installed (dovecot-imapd)")
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    if not version.startswith("2.3."):
        pytest.skip("this Dovecot reads another form of settings than that of 2.3")
    home = Path(tempfile.mkdtemp(prefix="lakwerk-imap-"))
    home.chmod(0o755)  # its processes work as other users
    certificate = certify(home)
    (home / "users").write_text(f"example.nl:{{PLAIN}}{PASSWORD}\n", encoding="utf-8")
    (home / "mail").mkdir()
    root, me = os.getuid() == 0, getpass.getuser()
    if root:
        shutil.chown(home / "mail", "mail", "mail")
    who = {"internal": "dovecot", "internal_group": "dovecot", "login": "dovenull", "mail": "mail", "group": "mail"}
    if not root:  # nobody else's work can be done then
        group = grp.getgrgid(os.getgid()).gr_name
        who = {"internal": me, "internal_group": group, "login": me, "mail": me, "group": group}
    port, tls_port = free_port(), free_port()
    configuration = home / "dovecot.conf"
    configuration.write_text(CONFIGURATION.format(home=home, port=port, tls_port=tls_port, **who))
    process = subprocess.Popen([program, "-F", "-c", configuration], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _wait_for(port, process)
        yield ImapServer(port, tls_port, certificate)
    finally:
        process.terminate()
        process.wait(20)
        shutil.rmtree(home, ignore_errors=True)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        if process.poll() is not None:
            pytest.fail(f"Dovecot ended: {process.stderr and process.stderr.read().decode()}")
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("Dovecot does not answer")


def certify(home: Path) -> Path:
    """A certificate of 127.0.0.1 that signs itself."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "lakwerk test")])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (home / "key.pem").write_bytes(secret)
    (home / "certificate.pem").write_bytes(made.public_bytes(pem))
    return home / "certificate.pem"


@dataclass
class FalseImap:
    """A mailbox that fails: `broken` messages break off half-way, `refused` ones are not given, `greeting` may be odd.

    `sizes` are what it says of its messages, which it need not have.
    """

    messages: dict[int, bytes] = field(default_factory=dict)
    sizes: dict[int, int] = field(default_factory=dict)
    broken: frozenset[int] = frozenset()
    refused: frozenset[int] = frozenset()
    greeting: bytes = b"* OK hier\r\n"
    validity: int = 7
    asked: list[str] = field(default_factory=list)

    def size(self, uid: int) -> int:
        return self.sizes.get(uid, len(self.messages[uid]))


@contextmanager
def false_imap(told: FalseImap) -> Iterator[int]:
    class Handler(StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(told.greeting)
            if not told.greeting.startswith(b"* OK"):
                return
            for line in self.rfile:
                tag, _, said = line.decode().strip().partition(" ")
                told.asked.append(said)
                if not self.answer(tag, said):
                    return

        def answer(self, tag: str, said: str) -> bool:
            verb = said.split()[0].upper()
            if verb == "CAPABILITY":
                self.wfile.write(b"* CAPABILITY IMAP4rev1\r\n")
            elif verb == "EXAMINE":
                count = len(told.messages)
                self.wfile.write(f"* {count} EXISTS\r\n* OK [UIDVALIDITY {told.validity}] x\r\n".encode())
            elif verb == "UID" and "SIZE" in said:
                for uid in told.messages:
                    self.wfile.write(f"* {uid} FETCH (FLAGS () RFC822.SIZE {told.size(uid)} UID {uid})\r\n".encode())
            elif verb == "UID":
                return self.fetch(tag, int(said.split()[2]))
            self.wfile.write(f"{tag} OK gedaan\r\n".encode())
            return verb != "LOGOUT"

        def fetch(self, tag: str, uid: int) -> bool:
            if uid in told.refused:
                self.wfile.write(f"{tag} NO kapot\r\n".encode())
                return True
            data = told.messages[uid]
            self.wfile.write(f"* {uid} FETCH (UID {uid} BODY[] {{{len(data)}}}\r\n".encode())
            if uid in told.broken:
                self.wfile.write(data[: len(data) // 2])
                return False
            self.wfile.write(data + f")\r\n{tag} OK gedaan\r\n".encode())
            return True

    ThreadingTCPServer.allow_reuse_address = True
    with _serving(ThreadingTCPServer(("127.0.0.1", 0), Handler)) as port:
        yield port


def letter(number: int) -> bytes:
    """A small mail that no other one equals."""
    return mail(f"Beste collega,\n\nDit is bericht {number}.\n").as_bytes()


@contextmanager
def silent() -> Iterator[int]:
    """A port that takes a connection and says nothing."""
    with closing(socket.socket()) as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield int(server.getsockname()[1])
