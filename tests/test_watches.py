"""Saved searches and what is sent of them: all that is new, once, and nothing else."""

from __future__ import annotations

import hashlib
import hmac
import json
import smtplib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from watching import Hook, Mailbox, lay, letter, post_office, promise, web

import flows.post
from flows.cli import main
from flows.digest import PIECES_OF_ONE

CANARY = "Terpwijkstra"
PLAN = "De minister stuurt het plan van aanpak vuurwerk."
DAY = ("--as-of", "2025-06-20")


@pytest.fixture(autouse=True)
def _no_login(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LAKWERK_SMTP_USER", "LAKWERK_SMTP_PASSWORD", "LAKWERK_HOOK_SECRET"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A promise that is near on DAY, one that is overdue, one that is done, one far away; and a saved search."""
    lay(
        tmp_path / "out",
        brief=letter(
            "a",
            promise(1, PLAN, "2025-06-30"),
            promise(2, "Het kabinet meldt de stand van de dijken.", "2025-03-01"),
            promise(3, "De minister bezocht de molens.", "2025-03-02", status="fulfilled"),
            promise(4, "De inspectie rapporteert over de bruggen.", "2025-12-31"),
            date="2025-01-10",
        ),
    )
    (tmp_path / "out" / "confidential" / "brief.json").write_text(json.dumps({"findings": [{"text": CANARY}]}))
    assert main(["watch", "add", "knallen", "vuurwerk", "--out", str(tmp_path / "out")]) == 0
    return tmp_path / "out"


@pytest.fixture
def box() -> Mailbox:
    return Mailbox(frozenset({"weg@example.nl"}))


@pytest.fixture
def smtp(box: Mailbox) -> Iterator[tuple[str, ...]]:
    with post_office(box) as place:
        yield ("--smtp", place, "--sender", "lakwerk@example.nl")


@pytest.fixture
def hook() -> Hook:
    return Hook()


@pytest.fixture
def address(hook: Hook) -> Iterator[str]:
    with web(hook) as place:
        yield place


def digest(out: Path, *words: str) -> int:
    return main(["watch", "digest", "--out", str(out), *words])


def text(mail: Any) -> str:
    return str(mail.get_body(("plain",)).get_content())


def more(out: Path, sentence: str = "De politie telt vuurwerk.", stem: str = "later") -> None:
    lay(out, **{stem: letter("b", promise(1, sentence, None), date="2025-06-01")})


def test_a_mail_tells_what_is_new_near_and_overdue(out: Path, box: Mailbox, smtp: tuple[str, ...]) -> None:
    """In text and in HTML; what is done or far away is not told."""
    assert digest(out, *DAY, *smtp, "--mail-to", "ada@example.nl", "--base-url", "https://x.nl") == 0
    (mail,) = box.mails
    assert mail["subject"] == "Lakwerk: 1 toezegging binnenkort, 1 toezegging over de termijn, 1 nieuwe vondst"
    assert (mail["to"], mail["from"]) == ("ada@example.nl", "lakwerk@example.nl")
    html = mail.get_body(("html",)).get_content()
    for told in (text(mail), html):
        assert told.count(PLAN) >= 2
        assert "knallen (vuurwerk): 1 nieuw" in told
        assert "30 juni 2025" in told
        assert "https://x.nl/redacted/brief.pdf#page=2" in told
        assert "molens" not in told
        assert "bruggen" not in told
    assert html.count("<li>") == 3


def test_what_a_document_says_is_no_html(out: Path, box: Mailbox, smtp: tuple[str, ...]) -> None:
    """A letter about <script> is shown as it reads, in each place where its words may stand."""
    sentence = "De minister zendt <b>vuurwerk</b> & 'meer' naar de heer <script>."
    lay(out, later=letter("b", promise(1, sentence, "2025-06-30"), date="2025-06-01", title="<h1>Titel</h1>"))
    digest(out, *DAY, *smtp, "--mail-to", "ada@example.nl", "ada@example.nl")
    (mail,) = box.mails
    html = mail.get_body(("html",)).get_content()
    assert html.count("&lt;script&gt;") == 3
    assert "<b>" not in html
    assert html.count("<h1>") == 1
    assert sentence in text(mail)


def test_nothing_is_told_twice(
    out: Path, box: Mailbox, smtp: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """The second time only what came since, and a count of what is still overdue."""
    asked = (*DAY, *smtp, "--mail-to", "ada@example.nl")
    assert digest(out, *asked) == 0
    capsys.readouterr()
    assert digest(out, *asked) == 0
    assert "Niets nieuws voor ada@example.nl." in capsys.readouterr().out
    more(out)
    assert digest(out, *asked) == 0
    assert len(box.mails) == 2
    assert box.mails[1]["subject"] == "Lakwerk: 1 nieuwe vondst"
    assert PLAN not in text(box.mails[1])
    assert "Eerder gemeld en nog open over de termijn: 1." in text(box.mails[1])


def test_a_day_that_passes_or_moves_is_told_again(out: Path, box: Mailbox, smtp: tuple[str, ...]) -> None:
    """Near, then overdue, then near anew because a letter moved it."""
    asked = (*smtp, "--mail-to", "ada@example.nl")
    digest(out, *asked, "--as-of", "2025-06-20")
    digest(out, *asked, "--as-of", "2025-07-01")
    assert box.mails[1]["subject"] == "Lakwerk: 1 toezegging over de termijn"
    lay(out, later=letter("b", promise(1, PLAN, "2025-07-10"), date="2025-07-01"))
    digest(out, *asked, "--as-of", "2025-07-02")
    assert "1 toezegging binnenkort" in box.mails[2]["subject"]
    assert "10 juli 2025" in text(box.mails[2])


def test_a_promise_of_each_year_is_reminded_each_year(tmp_path: Path, box: Mailbox, smtp: tuple[str, ...]) -> None:
    yearly = promise(1, "Het kabinet meldt de stand.", "2024-07-04", recurrence="FREQ=YEARLY")
    out = lay(tmp_path, brief=letter("a", yearly, date="2024-01-10"))
    for day in ("2024-06-25", "2024-06-26", "2025-06-25", "2025-06-26"):
        digest(out, *smtp, "--mail-to", "ada@example.nl", "--as-of", day)
    assert [mail["subject"] for mail in box.mails] == [
        "Lakwerk: 1 toezegging binnenkort",
        "Lakwerk: 1 toezegging binnenkort, 1 toezegging over de termijn",
    ]


def test_each_receiver_gets_a_mail_of_its_own_and_one_refusal_stops_no_other(
    out: Path, box: Mailbox, smtp: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit status 2 says that one is missing; only that one is tried again."""
    asked = (*DAY, *smtp, "--mail-to", "ada@example.nl", "weg@example.nl", "bob@example.nl")
    assert digest(out, *asked) == 2
    assert box.receivers == [["ada@example.nl"], ["bob@example.nl"]]
    told = capsys.readouterr()
    assert "Niet verstuurd aan weg@example.nl." in told.err
    assert "weigert de ontvanger (code 550)" in told.err
    box.refused = frozenset()
    assert digest(out, *asked) == 0
    assert box.receivers[2:] == [["weg@example.nl"]]


REFUSALS = ["451 later please", "554 no thanks"]


@pytest.mark.parametrize("answer", REFUSALS)
def test_what_a_mail_server_refuses_is_sent_the_next_time(
    out: Path, box: Mailbox, smtp: tuple[str, ...], capsys: pytest.CaptureFixture[str], answer: str
) -> None:
    box.answers = [answer]
    asked = (*DAY, *smtp, "--mail-to", "ada@example.nl")
    assert digest(out, *asked) == 2
    assert f"code {answer[:3]}" in capsys.readouterr().err
    assert digest(out, *asked) == 0
    assert len(box.mails) == 1
    assert PLAN in text(box.mails[0])


def test_a_server_that_is_not_there_is_said(out: Path, box: Mailbox, capsys: pytest.CaptureFixture[str]) -> None:
    with post_office(box) as place:
        pass
    assert digest(out, *DAY, "--smtp", place, "--sender", "l@example.nl", "--mail-to", "ada@example.nl") == 2
    assert f"{place}: de mail kon niet worden verstuurd" in capsys.readouterr().err


def test_a_mail_that_was_accepted_counts_though_the_leave_taking_fails(
    out: Path, box: Mailbox, smtp: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What came in would come in twice."""

    def quit_(self: smtplib.SMTP) -> None:
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(smtplib.SMTP, "quit", quit_)
    asked = (*DAY, *smtp, "--mail-to", "ada@example.nl")
    assert [digest(out, *asked), digest(out, *asked)] == [0, 0]
    assert len(box.mails) == 1


def test_a_hook_gets_signed_json(
    out: Path, hook: Hook, address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The header is the HMAC-SHA-256 of the very bytes; neither secret nor path of the address is shown."""
    monkeypatch.setenv("LAKWERK_HOOK_SECRET", "s3cret")
    assert digest(out, *DAY, "--hook", address) == 0
    ((headers, body),) = hook.calls
    assert headers["X-Lakwerk-Signature"] == "sha256=" + hmac.new(b"s3cret", body, hashlib.sha256).hexdigest()
    told = json.loads(body)
    assert told["watches"][0]["new"][0]["sentence"] == PLAN
    assert [each["day"] for each in told["due"]] == ["2025-06-30"]
    assert [each["day"] for each in told["overdue"]] == ["2025-03-01"]
    shown = capsys.readouterr()
    assert "geheim-pad" not in shown.out + shown.err
    assert "s3cret" not in shown.out + shown.err + body.decode()


@pytest.mark.parametrize("status", [500, 404, 301, 307])
def test_a_hook_that_does_not_accept_is_told_again(
    out: Path, hook: Hook, address: str, capsys: pytest.CaptureFixture[str], status: int
) -> None:
    """A redirect is no acceptance and is not followed; the second try has the same delivery number."""
    hook.answers = [status]
    assert digest(out, *DAY, "--hook", address) == 2
    assert f"HTTP {status}" in capsys.readouterr().err
    assert digest(out, *DAY, "--hook", address) == 0
    assert len(hook.calls) == 2
    assert len({headers["X-Lakwerk-Delivery"] for headers, _ in hook.calls}) == 1
    assert digest(out, *DAY, "--hook", address) == 0
    assert len(hook.calls) == 2


def test_a_hook_that_says_nothing_is_given_up(
    out: Path, hook: Hook, address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hook.answers = [0]
    send = flows.post.send_hook
    monkeypatch.setattr("flows.digest_command.send_hook", lambda *given: send(*given, seconds=0.3))
    assert digest(out, *DAY, "--hook", address) == 2
    told = capsys.readouterr().err
    assert "geen antwoord binnen" in told
    assert "geheim-pad" not in told


def test_a_hook_that_is_not_there_is_said(out: Path, hook: Hook, capsys: pytest.CaptureFixture[str]) -> None:
    with web(hook) as place:
        pass
    assert digest(out, *DAY, "--hook", place) == 2
    told = capsys.readouterr().err
    assert "127.0.0.1: geen verbinding" in told
    assert "geheim-pad" not in told


def test_many_finds_come_in_messages_of_bounded_size_and_what_fails_half_way_goes_on_there(
    tmp_path: Path, hook: Hook, address: str
) -> None:
    """All of it arrives, each once, though the second message is refused the first time."""
    amount = PIECES_OF_ONE * 2 + 3
    sentences = [f"De minister stuurt brief {number} over vuurwerk." for number in range(amount)]
    out = lay(tmp_path, brief=letter("a", *(promise(i, each, None) for i, each in enumerate(sentences))))
    assert main(["watch", "add", "knallen", "vuurwerk", "--out", str(out)]) == 0
    hook.answers = [204, 503]
    assert digest(out, *DAY, "--hook", address) == 2
    assert digest(out, *DAY, "--hook", address) == 0
    accepted = [json.loads(body) for index, (_, body) in enumerate(hook.calls) if index != 1]
    told = [row["sentence"] for each in accepted for row in each["watches"][0]["new"]]
    assert sorted(told) == sorted(sentences)
    assert [len(each["watches"][0]["new"]) for each in accepted] == [PIECES_OF_ONE, PIECES_OF_ONE, 3]


def test_trying_shows_all_and_sends_and_remembers_nothing(
    out: Path, hook: Hook, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert digest(out, *DAY, "--dry-run") == 0
    assert PLAN in capsys.readouterr().out
    assert digest(out, *DAY, "--dry-run", "--hook", address) == 0
    assert hook.calls == []
    assert digest(out, *DAY, "--hook", address) == 0
    capsys.readouterr()
    assert digest(out, *DAY, "--dry-run", "--hook", address) == 0
    assert "Aan het webadres: 0 berichten" in capsys.readouterr().out


def test_no_name_that_was_hidden_leaves_by_any_way(
    out: Path, box: Mailbox, smtp: tuple[str, ...], hook: Hook, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is confidential is not read: it may as well be no JSON at all."""
    assert CANARY in (out / "confidential" / "brief.json").read_text()
    whole = ("--out", str(out), "--base-url", "https://x.nl")
    assert main(["watch", "add", "allemaal", "de", "--out", str(out)]) == 0
    for way in (("calendar", "--all"), ("feed", "de", "--file", str(out / "feed.xml"))):
        assert main([*way, *whole]) == 0
    assert digest(out, *DAY, *smtp, "--mail-to", "ada@example.nl", "--hook", address) == 0
    assert digest(out, *DAY, "--dry-run") == 0
    shown = capsys.readouterr()
    (mail,), ((_, body),) = box.mails, hook.calls
    told = [part.get_content() for part in mail.iter_parts()]
    calendar = (out / "deadlines.ics").read_bytes().replace(b"\r\n ", b"").decode()
    given = [shown.out, *told, body.decode(), calendar, (out / "feed.xml").read_text()]
    assert [PLAN in each for each in given] == [True] * 6
    given += [shown.err, str(mail), (out / "watches.json").read_text()]
    given.append((out / "confidential" / "digests" / "sent.json").read_text())
    assert [each for each in given if CANARY in each] == []
    before = (out / "deadlines.ics").read_bytes()
    (out / "confidential" / "brief.json").write_bytes(b"\xff")
    assert main(["calendar", "--all", *whole]) == 0
    assert (out / "deadlines.ics").read_bytes() == before


def test_what_was_sent_is_kept_for_the_owner_alone_and_names_nobody(
    out: Path, box: Mailbox, smtp: tuple[str, ...]
) -> None:
    digest(out, *DAY, *smtp, "--mail-to", "ada@example.nl")
    file = out / "confidential" / "digests" / "sent.json"
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert "ada" not in file.read_text()
    assert "vuurwerk" not in file.read_text()


def test_saved_searches_are_listed_and_removed(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And one of the same name starts anew."""
    where = ("--out", str(out))
    filters = ("--kind", "commitment", "--ministry", "BZK", "--due-before", "2025-12-31", "--state", "open")
    assert main(["watch", "add", "dijken", "dijken", *filters, *where, "-brug"]) == 0
    capsys.readouterr()
    assert main(["watch", "list", *where]) == 0
    assert capsys.readouterr().out == (
        "dijken: dijken  -brug, toezegging, BZK, open, termijn voor 2025-12-31\nknallen: vuurwerk\n2 zoekopdrachten.\n"
    )
    assert main(["watch", "remove", "dijken", *where]) == 0
    assert main(["watch", "remove", "dijken", *where]) == 2
    assert main(["watch", "add", "knallen", "dijken", *where]) == 2
    assert "is er al" in capsys.readouterr().err


def test_a_search_that_was_removed_and_added_is_told_anew(out: Path, hook: Hook, address: str) -> None:
    digest(out, *DAY, "--hook", address)
    main(["watch", "remove", "knallen", "--out", str(out)])
    main(["watch", "add", "knallen", "vuurwerk", "--out", str(out)])
    assert digest(out, *DAY, "--hook", address) == 0
    assert len(json.loads(hook.calls[1][1])["watches"][0]["new"]) == 1


ROW = {"name": "x", "words": "y", "kind": None, "due_before": None, "due_from": None, "overdue": None, "facets": []}
DAMAGED = [
    ("watches.json", "{"),
    ("watches.json", '{"watches": [{"name": "x"}]}'),
    *(
        ("watches.json", json.dumps({"watches": [ROW | change]}))
        for change in ({"words": 3}, {"kind": "z"}, {"due_from": "z"}, {"facets": [["z", "w"]]}, {"facets": "z"})
    ),
    ("confidential/digests/sent.json", "[]"),
    ("confidential/digests/sent.json", '{"receivers": {"a": 3}}'),
    ("threads.json", "x"),
]


@pytest.mark.parametrize(("name", "content"), DAMAGED)
def test_a_damaged_file_is_named_and_nothing_is_sent(
    out: Path, hook: Hook, address: str, capsys: pytest.CaptureFixture[str], name: str, content: str
) -> None:
    (out / name).write_text(content)
    assert digest(out, *DAY, "--hook", address) == 2
    assert f"{name}: dit bestand is beschadigd" in capsys.readouterr().err
    assert hook.calls == []


def test_two_digests_at_once_are_refused(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Else both would send the same."""
    from flows.folder import Folder
    from flows.sent import sent

    with sent(Folder.at(out)):
        assert digest(out, *DAY, "--dry-run") == 2
    assert "er wordt al een overzicht verstuurd" in capsys.readouterr().err


MAIL = ("--mail-to", "ada@example.nl")
WRONG = [
    ((), "Geef --mail-to"),
    (MAIL, "geef ook --smtp"),
    ((*MAIL, "--smtp", "x y:25", "--sender", "a@b.nl"), "HOST:POORT"),
    ((*MAIL, "--smtp", "x:99999", "--sender", "a@b.nl"), "HOST:POORT"),
    ((*MAIL, "--smtp", ":25", "--sender", "a@b.nl"), "HOST:POORT"),
    ((*MAIL, "--smtp", "x:25", "--sender", "geen adres"), "geen mailadres"),
    (("--mail-to", "a@b.nl\nBcc: c@d.nl", "--smtp", "x:25", "--sender", "a@b.nl"), "geen mailadres"),
    (("--mail-to", "@b.nl", "--smtp", "x:25", "--sender", "a@b.nl"), "geen mailadres"),
    (("--hook", "file:///etc/passwd"), "geef een adres"),
    (("--hook", "https://"), "geef een adres"),
    (("--hook", "http://[::1"), "geef een adres"),
]


@pytest.mark.parametrize(("words", "told"), WRONG)
def test_what_cannot_be_done_is_said(
    out: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    assert digest(out, *DAY, *words) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 61])
def test_a_name_that_cannot_be_shown_is_refused(out: Path, name: str) -> None:
    assert main(["watch", "add", name, "dijken", "--out", str(out)]) == 2
    assert "dijken" not in (out / "watches.json").read_text()


def test_words_that_cannot_be_searched_are_not_saved(out: Path) -> None:
    assert main(["watch", "add", "leeg", "--out", str(out)]) == 2
    assert "leeg" not in (out / "watches.json").read_text()


def test_a_folder_that_is_none_stays_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A slip in --out makes no folder."""
    for words in (["list"], ["add", "a", "b"], ["remove", "a"], ["digest", "--dry-run"]):
        assert main(["watch", *words, "--out", str(tmp_path / "weg")]) == 2
        assert "geen stukken" in capsys.readouterr().err
    assert not (tmp_path / "weg").exists()


def test_the_last_day_that_there_is_can_be_reckoned_from(out: Path) -> None:
    assert digest(out, "--dry-run", "--as-of", "9999-12-31") == 0


def test_without_a_day_it_is_today(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert digest(out, "--dry-run") == 0
    assert f"{date.today().year}" in capsys.readouterr().out
