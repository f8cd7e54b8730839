"""Each message of a mailbox is fetched once, and the mailbox does not notice; by Dovecot and by a false server."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sourcing import NOW, free_port, made, names, silent
from sourcing_imap import FOLDER, PASSWORD, FalseImap, ImapServer, false_imap, imap_server, letter

import flows.imap
import flows.source_mailbox
from flows.imap import _modified_utf7, _quoted
from flows.source import Seen, Source, SourceAway


@pytest.fixture(autouse=True)
def _password(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setenv("LAKWERK_BRON_PASSWORD", PASSWORD if "imap" in request.fixturenames else "geheim")
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)


@pytest.fixture(scope="module")
def server() -> Iterator[ImapServer]:
    with imap_server() as server:
        yield server


@pytest.fixture
def imap(server: ImapServer, tmp_path: Path) -> ImapServer:
    """A mailbox of the test's own."""
    return server.account(f"{tmp_path.name}@example.nl")


def of(tmp_path: Path, port: int, **more: object) -> Source:
    """The mailbox of a test; the false server takes any user."""
    user = f"{tmp_path.name}@example.nl"
    values: dict[str, object] = {"host": "127.0.0.1", "port": port, "tls": "none", "user": user, **more}
    return made(tmp_path, "mailbox", **values)


def numbers(seen: Seen) -> list[int]:
    return sorted(int(path.stem.partition("-")[2]) for path in seen.files)


def unix(message: bytes) -> bytes:
    return message.replace(b"\r\n", b"\n")


def test_messages_are_fetched_as_they_came_and_once(imap: ImapServer, tmp_path: Path) -> None:
    source = of(tmp_path, imap.port)
    assert source.look(NOW) == Seen((), 0, 0)  # an empty mailbox
    imap.deliver(letter(1), letter(2))
    seen = source.look(NOW)
    assert (numbers(seen), seen.waiting, seen.fetched, seen.left) == ([1, 2], 0, 2, 0)
    assert [unix(path.read_bytes()) for path in seen.files] == [unix(letter(1)), unix(letter(2))]
    assert source.look(NOW) == Seen(seen.files, 0, 0)
    imap.deliver(letter(3))
    later = of(tmp_path, imap.port).look(NOW)  # after a restart
    assert (numbers(later), later.fetched) == ([1, 2, 3], 1)


def test_the_mailbox_does_not_notice(imap: ImapServer, tmp_path: Path) -> None:
    imap.deliver(letter(1))
    wanted = "(MESSAGES RECENT UIDNEXT UIDVALIDITY UNSEEN)"
    with imap.client() as connection:
        before = connection.status("INBOX", wanted)
    assert of(tmp_path, imap.port).look(NOW).fetched == 1
    with imap.client() as connection:
        assert connection.status("INBOX", wanted) == before
        assert b"UNSEEN 1" in before[1][0]
        assert b"RECENT 1" in before[1][0]


def test_another_folder_with_an_odd_name_can_be_read(imap: ImapServer, tmp_path: Path) -> None:
    name = _quoted(_modified_utf7(FOLDER))
    with imap.client() as connection:
        assert connection.create(name)[0] == "OK"
    imap.deliver(letter(1), folder=name)
    assert of(tmp_path, imap.port, folder=FOLDER).look(NOW).fetched == 1


def test_a_folder_that_is_not_there_is_told(imap: ImapServer, tmp_path: Path) -> None:
    with pytest.raises(SourceAway, match="Bron 'bron': de map 'Weg' is er niet of mag niet worden gelezen"):
        of(tmp_path, imap.port, folder="Weg").look(NOW)


def test_messages_that_are_numbered_anew_come_again_and_lose_none(imap: ImapServer, tmp_path: Path) -> None:
    source = of(tmp_path, imap.port, folder="Woo")
    with imap.client() as connection:
        connection.create("Woo")
    imap.deliver(letter(1), letter(2), folder="Woo")
    before = source.look(NOW)
    with imap.client() as connection:
        connection.delete("Woo"), connection.create("Woo")
    imap.deliver(letter(3), folder="Woo")
    after = source.look(NOW)
    assert (after.fetched, len(after.files)) == (1, 3)
    assert set(before.files) < set(after.files)


def test_a_message_that_is_gone_stays_in_the_inbox(imap: ImapServer, tmp_path: Path) -> None:
    imap.deliver(letter(1), letter(2))
    source = of(tmp_path, imap.port)
    before = source.look(NOW)
    with imap.client() as connection:
        connection.select()
        connection.store("1:2", "+FLAGS", "\\Deleted")
        connection.expunge()
    imap.deliver(letter(3))
    after = source.look(NOW)
    assert (numbers(before), numbers(after)) == ([1, 2], [1, 2, 3])


def test_a_file_that_was_wiped_from_the_inbox_is_not_fetched_again(imap: ImapServer, tmp_path: Path) -> None:
    imap.deliver(letter(1))
    source = of(tmp_path, imap.port)
    source.look(NOW).files[0].unlink()
    assert source.look(NOW) == Seen((), 0, 0)


def test_a_message_above_the_limit_is_left_and_stops_no_other(imap: ImapServer, tmp_path: Path) -> None:
    imap.deliver(letter(1), letter(2) + b"x" * 75 * 800_000, letter(3))
    source = of(tmp_path, imap.port, limit_mb=50)
    seen = source.look(NOW)
    assert (numbers(seen), seen.waiting, seen.fetched, seen.left) == ([1, 3], 0, 2, 1)
    left = (tmp_path / "out" / "confidential" / "inbox" / "bron" / "left.txt").read_text()
    assert left.startswith("te groot\t")
    assert source.look(NOW).left == 1
    higher = of(tmp_path, imap.port, limit_mb=100).look(NOW)
    assert (numbers(higher), higher.left) == ([1, 2, 3], 0)


@pytest.mark.parametrize("tls", ["tls", "starttls"])
def test_the_way_there_can_be_encrypted(
    imap: ImapServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tls: str
) -> None:
    imap.deliver(letter(1))
    source = of(tmp_path, imap.tls_port if tls == "tls" else imap.port, tls=tls)
    with pytest.raises(SourceAway, match=r"kan niet worden beveiligd \(self-signed certificate\)"):
        source.look(NOW)
    monkeypatch.setenv("SSL_CERT_FILE", str(imap.certificate))
    assert source.look(NOW).fetched == 1


def test_a_wrong_password_is_told_without_it(imap: ImapServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAKWERK_BRON_PASSWORD", "Terpwijkstra")
    with pytest.raises(SourceAway) as away:
        of(tmp_path, imap.port).look(NOW)
    assert str(away.value) == "Bron 'bron': 127.0.0.1 weigert de gebruikersnaam of het wachtwoord."


def test_a_password_that_an_old_server_cannot_take_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAKWERK_BRON_PASSWORD", PASSWORD)
    with false_imap(FalseImap()) as port, pytest.raises(SourceAway, match="neem letters zonder accent"):
        of(tmp_path, port).look(NOW)


def test_a_password_may_stand_in_a_file(imap: ImapServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imap.deliver(letter(1))
    (tmp_path / "geheim").write_text(f"{PASSWORD}\n", encoding="utf-8")
    monkeypatch.delenv("LAKWERK_BRON_PASSWORD")
    monkeypatch.setenv("LAKWERK_BRON_PASSWORD_FILE", str(tmp_path / "geheim"))
    assert of(tmp_path, imap.port).look(NOW).fetched == 1


def test_what_is_fetched_is_for_the_owner_alone(imap: ImapServer, tmp_path: Path) -> None:
    imap.deliver(letter(1))
    of(tmp_path, imap.port).look(NOW)
    place = tmp_path / "out" / "confidential" / "inbox"
    assert {path.stat().st_mode & 0o777 for path in (place, *place.rglob("*")) if path.is_dir()} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in place.rglob("*") if path.is_file()} == {0o600}


def test_a_full_mailbox_comes_in_several_looks(
    imap: ImapServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flows.source_mailbox, "MOST_AT_ONCE", 2)
    imap.deliver(*map(letter, range(5)))
    source = of(tmp_path, imap.port)
    seen = [source.look(NOW) for _ in range(4)]
    assert [(len(one.files), one.waiting, one.fetched) for one in seen] == [(2, 3, 2), (4, 1, 2), (5, 0, 1), (5, 0, 0)]


def test_a_server_that_is_away_is_told_and_what_was_fetched_stays(tmp_path: Path) -> None:
    with false_imap(FalseImap({1: letter(1)})) as port:
        source = of(tmp_path, port)
        before = source.look(NOW)
    with pytest.raises(SourceAway, match="is niet te bereiken of verbrak de verbinding"):
        source.look(NOW)
    assert before.files[0].read_bytes() == letter(1)


def test_a_server_that_says_nothing_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flows.imap, "SECONDS", 0.2)
    begun = time.monotonic()
    with silent() as port, pytest.raises(SourceAway, match="niet te bereiken"):
        of(tmp_path, port).look(NOW)
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("greeting", [b"* BYE te druk\r\n", b"SSH-2.0-OpenSSH\r\n", b"", b"\x00\xff\r\n"])
def test_a_server_that_is_no_mail_server_is_told(tmp_path: Path, greeting: bytes) -> None:
    with false_imap(FalseImap(greeting=greeting)) as port, pytest.raises(SourceAway, match="niet te bereiken"):
        of(tmp_path, port).look(NOW)


def test_no_password_goes_to_a_server_without_starttls(tmp_path: Path) -> None:
    told = FalseImap()
    with false_imap(told) as port, pytest.raises(SourceAway, match="biedt geen STARTTLS"):
        of(tmp_path, port, tls="starttls").look(NOW)
    assert not [said for said in told.asked if said.startswith(("LOGIN", "AUTHENTICATE"))]


def test_a_message_that_breaks_off_stops_no_other_and_is_tried_again(tmp_path: Path) -> None:
    told = FalseImap({uid: letter(uid) for uid in (1, 2, 3)}, broken=frozenset({2}))
    with false_imap(told) as port:
        source = of(tmp_path, port)
        first = source.look(NOW)
        assert (numbers(first), first.waiting, first.fetched) == ([1, 3], 1, 2)
        told.messages[4] = letter(4)
        assert (numbers(source.look(NOW)), source.look(NOW).waiting) == ([1, 3, 4], 1)
        told.broken = frozenset()
        assert source.look(NOW).fetched == 1
    files = tmp_path / "out" / "confidential" / "inbox" / "bron" / "files"
    assert {path.name: path.read_bytes() for path in files.iterdir()} == {
        f"7-{uid}.eml": letter(uid) for uid in (1, 2, 3, 4)
    }


def test_a_message_that_the_server_refuses_stops_no_other(tmp_path: Path) -> None:
    with false_imap(FalseImap({1: letter(1), 2: letter(2)}, refused=frozenset({1}))) as port:
        seen = of(tmp_path, port).look(NOW)
    assert (numbers(seen), seen.waiting) == ([2], 1)


def test_many_messages_that_break_off_do_not_keep_new_ones_out(tmp_path: Path) -> None:
    told = FalseImap({uid: letter(uid) for uid in range(1, 9)}, broken=frozenset(range(1, 9)))
    with false_imap(told) as port:
        source = of(tmp_path, port)
        assert source.look(NOW).waiting == 8
        assert source.look(NOW).waiting == 8
        told.messages[9] = letter(9)
        assert numbers(source.look(NOW)) == [9]
        told.broken = frozenset({1, 2, 3, 4})
        for _ in range(3):
            seen = source.look(NOW)
        assert numbers(seen) == [5, 6, 7, 8, 9]


def test_a_message_above_the_limit_is_not_asked_for(tmp_path: Path) -> None:
    told = FalseImap({1: letter(1)}, sizes={1: 10**12})
    with false_imap(told) as port:
        assert of(tmp_path, port).look(NOW).left == 1
    assert not [said for said in told.asked if "BODY" in said]


def test_nothing_is_asked_that_could_change_a_mailbox(tmp_path: Path) -> None:
    told = FalseImap({1: letter(1)})
    with false_imap(told) as port:
        assert of(tmp_path, port).look(NOW).fetched == 1
    verbs = {" ".join(said.split()[:2]).upper() if said.startswith("UID") else said.split()[0] for said in told.asked}
    assert verbs == {"CAPABILITY", "LOGIN", "EXAMINE", "UID FETCH", "LOGOUT"}
    assert [said for said in told.asked if "BODY" in said] == ["UID FETCH 1 (BODY.PEEK[])"]


def test_a_server_that_numbers_nothing_is_told(tmp_path: Path) -> None:
    with (
        false_imap(FalseImap(validity=-1)) as port,
        pytest.raises(SourceAway, match="geen vaste nummers aan berichten"),
    ):
        of(tmp_path, port).look(NOW)


def test_the_port_of_nobody_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceAway, match="niet te bereiken"):
        of(tmp_path, free_port()).look(NOW)


@pytest.mark.parametrize("name", ["INBOX", "Woo & één", "日本", "a/b", "&", "~peter/mail/台北/日本語"])
def test_a_folder_name_is_written_as_its_rule_says(name: str) -> None:
    """RFC 3501, 5.1.3: what Python's own UTF-7 reads back, with "&" for "+" and "," for "/"."""
    written = _modified_utf7(name)
    assert written.isascii()
    back = written.replace("+", "+-").replace("&-", "\0").replace("&", "+").replace(",", "/")
    assert back.encode().decode("utf-7").replace("\0", "&") == name


def test_names_are_files_of_mail(tmp_path: Path) -> None:
    with false_imap(FalseImap({5: letter(5)}, validity=1234)) as port:
        assert names(of(tmp_path, port).look(NOW)) == ["1234-5.eml"]
