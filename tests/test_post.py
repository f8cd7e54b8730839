"""Mail and web addresses: what goes out, by which way, and what never does."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from watching import Mailbox, post_office

from flows.post import NotDelivered, Server, mail, send_mail, server
from flows.settings import WrongUsage

MESSAGE = mail("l@example.nl", "ada@example.nl", "Überzicht", "Één zin.", "<p>Één zin.</p>", "abc")


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of 127.0.0.1 that nobody signed but itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = tmp_path / "certificate.pem"
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture
def box() -> Mailbox:
    return Mailbox()


def _context(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def _check(server: object, session: object, envelope: object, mechanism: str, data: Any) -> AuthResult:
    return AuthResult(success=(data.login, data.password) == (b"ada", b"s3cret"), handled=False)


@pytest.fixture
def guarded(box: Mailbox, certificate: Path) -> Iterator[str]:
    """A server that asks for STARTTLS and then for a login."""
    settings = {"tls_context": _context(certificate), "require_starttls": True, "authenticator": _check}
    with post_office(box, **settings, auth_required=True) as place:
        yield place


def test_a_mail_says_itself_in_two_forms_and_that_a_machine_wrote_it(box: Mailbox) -> None:
    with post_office(box) as place:
        send_mail(server(place, None, None), MESSAGE)
    (got,) = box.mails
    assert got["subject"] == "Überzicht"
    assert got["message-id"] == "<abc@example.nl>"
    assert got["auto-submitted"] == "auto-generated"
    assert [part.get_content().strip() for part in got.iter_parts()] == ["Één zin.", "<p>Één zin.</p>"]


def test_a_login_goes_over_a_line_that_is_secured_first(
    box: Mailbox, guarded: str, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """STARTTLS with a certificate that the machine trusts, then the name and the password."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    send_mail(server(guarded, "ada", "s3cret"), MESSAGE)
    assert len(box.mails) == 1


def test_a_wrong_password_is_said_and_not_shown(
    box: Mailbox, guarded: str, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with pytest.raises(NotDelivered, match="weigert de gebruikersnaam of het wachtwoord") as told:
        send_mail(server(guarded, "ada", "w8woord"), MESSAGE)
    assert "w8woord" not in str(told.value)
    assert box.mails == []


def test_a_certificate_that_nobody_vouches_for_stops_the_mail(box: Mailbox, guarded: str) -> None:
    with pytest.raises(NotDelivered, match="SSL_CERT_FILE"):
        send_mail(server(guarded, "ada", "s3cret"), MESSAGE)
    assert box.mails == []


def test_a_password_never_goes_in_the_clear(box: Mailbox) -> None:
    """A server without STARTTLS does not get it, however willing."""
    with (
        post_office(box, authenticator=_check, auth_require_tls=False) as place,
        pytest.raises(NotDelivered, match="geen STARTTLS"),
    ):
        send_mail(server(place, "ada", "s3cret"), MESSAGE)
    assert box.mails == []


def test_a_server_that_says_nothing_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        place = Server("127.0.0.1", silent.getsockname()[1], seconds=0.2)
        with pytest.raises(NotDelivered, match="antwoordde niet"):
            send_mail(place, MESSAGE)


PLACES = [
    ("mail.example.nl:587", ("mail.example.nl", 587)),
    ("mail.example.nl", ("mail.example.nl", 25)),
    ("[::1]:2525", ("::1", 2525)),
]


@pytest.mark.parametrize(("told", "place"), PLACES)
def test_a_server_is_a_host_and_a_port(told: str, place: tuple[str, int]) -> None:
    known = server(told, "ada", "s3cret")
    assert (known.host, known.port) == place
    assert "s3cret" not in repr(known)


@pytest.mark.parametrize(("user", "password"), [("ada", None), (None, "s3cret"), ("ada", "")])
def test_half_a_login_is_wrong_usage(user: str | None, password: str | None) -> None:
    """Else a slip in a variable's name sends without one."""
    with pytest.raises(WrongUsage, match="allebei"):
        server("mail.example.nl", user, password)


@pytest.mark.parametrize("line", ["Onderwerp\nBcc: x@example.nl", "Onderwerp\r\n\r\nTekst"])
def test_a_subject_adds_no_header(line: str) -> None:
    with pytest.raises(ValueError, match="linefeed"):
        mail("l@example.nl", "ada@example.nl", line, "", "", "abc")
