"""An IMAP server, and a false one that refuses and breaks off half-way."""

from __future__ import annotations

import getpass
import grp
import imaplib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer

import pytest
from posting import mail
from sourcing import certify, free_port, serving

PASSWORD = 'geheim "wachtwoord" é'
FOLDER = "Woo & één"  # a name that IMAP writes otherwise


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
    with serving(ThreadingTCPServer(("127.0.0.1", 0), Handler)) as port:
        yield port


def letter(number: int) -> bytes:
    """A small mail that no other one equals."""
    return mail(f"Beste collega,\n\nDit is bericht {number}.\n").as_bytes()
