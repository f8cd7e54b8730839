"""A bucket is fetched once, whole, and into the inbox only, by a real server and by false ones."""

from __future__ import annotations

import logging
import ssl
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sourcing import NOW, certify, free_port, made, names, silent
from sourcing_s3 import ACCESS, SECRET, FalseS3, bucket_of, false_s3, s3_server

import flows.s3
import flows.source_bucket
from flows.source import Seen, Source, SourceAway
from flows.source_bucket import path_of

ODD = (
    *("a.txt", "A.txt", "../../etc/a.txt", "/abs/a.txt", "//a.txt", "a/./a.txt", "a/../a.txt", "a.txt/a.txt"),
    *("nul\0.txt", "rtl\u202e.txt", "caf\u00e9.txt", "cafe\u0301.txt", "b?.txt", "b*.txt", "b\\.txt", " .txt"),
    *("...txt", "n" * 1000 + ".txt", "😀" * 200 + ".txt"),
)


@pytest.fixture(autouse=True)
def _keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAKWERK_BRON_ACCESS_KEY", ACCESS)
    monkeypatch.setenv("LAKWERK_BRON_SECRET_KEY", SECRET)
    monkeypatch.setattr(flows.source_bucket, "PAUSE", 0.0)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with s3_server() as place:
        yield place


@pytest.fixture
def bucket(address: str, request: pytest.FixtureRequest) -> Any:
    return bucket_of(address, f"b{abs(hash(request.node.nodeid))}")


@pytest.fixture
def source(tmp_path: Path, address: str, bucket: Any) -> Source:
    return made(tmp_path, "bucket", endpoint=address, bucket=bucket.name)


def texts(seen: Seen) -> list[bytes]:
    return sorted(path.read_bytes() for path in seen.files)


def false(tmp_path: Path, address: str, **more: object) -> Source:
    return made(tmp_path, "bucket", endpoint=address, bucket="woo", **more)


def test_objects_are_fetched_once_under_their_own_file_names(source: Source, bucket: Any) -> None:
    bucket.put_object(Key="2026/nota van de minister.txt", Body=b"een")
    bucket.put_object(Key="2026/brief.pdf", Body=b"twee")
    seen = source.look(NOW)
    assert (sorted(names(seen)), texts(seen)) == (["brief.pdf", "nota van de minister.txt"], [b"een", b"twee"])
    assert (seen.waiting, seen.fetched, seen.left) == (0, 2, 0)
    again = source.look(NOW)
    assert (again.files, again.fetched) == (seen.files, 0)


def test_an_object_that_changed_is_fetched_again_in_the_same_place(source: Source, bucket: Any) -> None:
    bucket.put_object(Key="nota.txt", Body=b"oud")
    before = source.look(NOW)
    bucket.put_object(Key="nota.txt", Body=b"new")  # as long as the old one
    after = source.look(NOW)
    assert (after.files, texts(after), after.fetched) == (before.files, [b"new"], 1)


def test_an_object_that_is_gone_from_the_bucket_stays_in_the_inbox(source: Source, bucket: Any) -> None:
    bucket.put_object(Key="nota.txt", Body=b"een")
    before = source.look(NOW)
    bucket.objects.all().delete()
    assert source.look(NOW).files == before.files


def test_a_file_that_was_wiped_from_the_inbox_is_not_fetched_again(source: Source, bucket: Any) -> None:
    bucket.put_object(Key="nota.txt", Body=b"een")
    source.look(NOW).files[0].unlink()
    assert source.look(NOW) == Seen((), 0, 0)


def test_only_what_is_below_the_prefix_is_fetched(tmp_path: Path, address: str, bucket: Any) -> None:
    for key in ("woo/a.txt", "prive/b.txt"):
        bucket.put_object(Key=key, Body=b"x")
    below = made(tmp_path, "bucket", endpoint=address, bucket=bucket.name, prefix="woo/")
    assert names(below.look(NOW)) == ["a.txt"]


def test_what_no_run_reads_is_left_and_listed(tmp_path: Path, address: str, bucket: Any) -> None:
    bucket.put_object(Key="groot.txt", Body=b"x" * 1_000_001)
    bucket.put_object(Key="past.txt", Body=b"x" * 1_000_000)
    bucket.put_object(Key="film.mp4", Body=b"x")
    bucket.put_object(Key="map/", Body=b"")
    seen = made(tmp_path, "bucket", endpoint=address, bucket=bucket.name, limit_mb=1).look(NOW)
    assert (names(seen), seen.waiting, seen.left) == (["past.txt"], 0, 2)
    told = tmp_path / "out" / "confidential" / "inbox" / "bron" / "left.txt"
    assert told.read_text() == "onbekend type\tfilm.mp4\nte groot\tgroot.txt\n"


def test_odd_keys_are_fetched_and_stay_apart(source: Source, bucket: Any, tmp_path: Path) -> None:
    for key in ODD:
        if len(key.encode()) <= 1024:  # as S3 allows
            bucket.put_object(Key=key, Body=key.encode())
    seen = source.look(NOW)
    assert texts(seen) == sorted(key.encode() for key in ODD if len(key.encode()) <= 1024)
    inside = (tmp_path / "out" / "confidential" / "inbox" / "bron" / "files").resolve()
    assert all(path.resolve().is_relative_to(inside) for path in seen.files)


@given(st.lists(st.one_of(st.text(), st.sampled_from(ODD)), min_size=2, max_size=8, unique=True))
def test_every_key_has_a_path_of_its_own_inside_the_folder(keys: list[str]) -> None:
    paths = [path_of(Path("/in"), key) for key in keys]
    assert len(set(paths)) == len(keys)
    for path in paths:
        assert path == Path(str(path))
        assert ".." not in path.parts
        assert path.is_relative_to("/in")
        assert len(path.parts) == 5
        assert len(path.name.encode()) < 220
        assert path.name.isprintable()
        assert not path.name.startswith(".")


def test_more_than_one_look_can_carry_comes_in_several(
    source: Source, bucket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flows.source_bucket, "MOST_AT_ONCE", 2)
    for number in range(5):
        bucket.put_object(Key=f"{number}.txt", Body=b"x%d" % number)
    seen = [source.look(NOW) for _ in range(4)]
    assert [(len(one.files), one.waiting, one.fetched) for one in seen] == [(2, 3, 2), (4, 1, 2), (5, 0, 1), (5, 0, 0)]


def test_a_bucket_with_too_many_objects_asks_for_a_prefix(
    source: Source, bucket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flows.source_bucket, "MOST_OBJECTS", 1)
    for number in range(2):
        bucket.put_object(Key=f"{number}.txt", Body=b"x")
    with pytest.raises(SourceAway, match="meer dan 1 objecten; geef een 'prefix'"):
        source.look(NOW)


def test_what_was_fetched_outlives_a_restart(source: Source, bucket: Any, tmp_path: Path, address: str) -> None:
    bucket.put_object(Key="nota.txt", Body=b"een")
    source.look(NOW)
    assert made(tmp_path, "bucket", endpoint=address, bucket=bucket.name).look(NOW).fetched == 0


def test_what_is_fetched_is_for_the_owner_alone(source: Source, bucket: Any, tmp_path: Path) -> None:
    bucket.put_object(Key="nota.txt", Body=b"een")
    source.look(NOW)
    place = tmp_path / "out" / "confidential" / "inbox"
    modes = {path.stat().st_mode & 0o777 for path in (place, *place.rglob("*")) if path.is_dir()}
    assert modes == {0o700}
    assert {path.stat().st_mode & 0o777 for path in place.rglob("*") if path.is_file()} == {0o600}


def test_a_bucket_that_is_not_there_is_told(tmp_path: Path, address: str) -> None:
    with pytest.raises(SourceAway, match="Bron 'bron': de bucket bestaat niet"):
        made(tmp_path, "bucket", endpoint=address, bucket="onbekend").look(NOW)


def test_a_secret_may_stand_in_a_file(
    source: Source, bucket: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket.put_object(Key="nota.txt", Body=b"een")
    (tmp_path / "geheim").write_text(f"{SECRET}\n")
    monkeypatch.delenv("LAKWERK_BRON_SECRET_KEY")
    monkeypatch.setenv("LAKWERK_BRON_SECRET_FILE", str(tmp_path / "geheim"))
    assert source.look(NOW).fetched == 1


def test_no_key_of_an_object_ends_in_a_log(source: Source, bucket: Any, caplog: pytest.LogCaptureFixture) -> None:
    bucket.put_object(Key="Terpwijkstra.txt", Body=b"een")
    caplog.clear()
    with caplog.at_level(logging.DEBUG):
        source.look(NOW)
    assert "Terpwijkstra" not in caplog.text


def test_a_server_that_is_away_is_told_and_what_was_fetched_stays(tmp_path: Path) -> None:
    told = FalseS3({"a.txt": b"een"})
    with false_s3(told) as address:
        source = false(tmp_path, address)
        before = source.look(NOW).files
    with pytest.raises(SourceAway, match="Bron 'bron': de server is niet te bereiken"):
        source.look(NOW)
    assert before[0].read_bytes() == b"een"


def test_a_server_that_says_nothing_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flows.s3, "READ_SECONDS", 0.2)
    begun = time.monotonic()
    with silent() as port, pytest.raises(SourceAway, match="niet te bereiken"):
        false(tmp_path, f"http://127.0.0.1:{port}").look(NOW)
    assert time.monotonic() - begun < 15


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (FalseS3(status=403), "de server weigert de sleutel, of die mag deze bucket niet lezen"),
        (FalseS3(status=500), r"de server weigert het verzoek \(Zomaar\)"),
        (FalseS3(listing="<html><body>Onderhoud"), r"de server weigert het verzoek \(500\)"),
        (FalseS3(listing="<html><body>Onderhoud</body></html>"), "de server antwoordt niet als een S3-server"),
    ],
)
def test_what_a_server_answers_instead_is_told(told: FalseS3, why: str, tmp_path: Path) -> None:
    with false_s3(told) as address, pytest.raises(SourceAway, match=why):
        false(tmp_path, address).look(NOW)


def test_an_object_that_breaks_off_is_tried_again(tmp_path: Path) -> None:
    told = FalseS3({"a.txt": b"x" * 5000}, cuts=2)
    with false_s3(told) as address:
        assert texts(false(tmp_path, address).look(NOW)) == [b"x" * 5000]


def test_an_object_that_keeps_breaking_off_leaves_nothing_half(tmp_path: Path) -> None:
    told = FalseS3({"a.txt": b"een", "b.txt": b"x" * 5000})
    with false_s3(told) as address:
        source = false(tmp_path, address)
        told.before = lambda: setattr(told, "cuts", 9 if told.asked[-1] == "b.txt" else 0)
        with pytest.raises(SourceAway, match="verbrak de verbinding"):
            source.look(NOW)
        files = tmp_path / "out" / "confidential" / "inbox" / "bron" / "files"
        assert [path.name for path in files.rglob("*") if path.is_file()] == ["a.txt"]
        told.before = lambda: None
        told.cuts, told.asked = 0, []
        assert texts(source.look(NOW)) == [b"een", b"x" * 5000]
        assert told.asked == ["", "b.txt"]  # the first was not asked for again


def test_an_old_version_stays_while_a_new_one_breaks_off(tmp_path: Path) -> None:
    told = FalseS3({"a.txt": b"oud"})
    with false_s3(told) as address:
        source = false(tmp_path, address)
        file = source.look(NOW).files[0]
        told.objects["a.txt"], told.cuts = b"nieuw" * 1000, 9
        with pytest.raises(SourceAway):
            source.look(NOW)
    assert file.read_bytes() == b"oud"


@pytest.mark.parametrize(("etags", "changed"), [(True, b"zes"), (True, b"x"), (False, b"x"), (False, b"langer")])
def test_an_object_that_changes_between_list_and_fetch_waits_for_the_next_look(
    tmp_path: Path, etags: bool, changed: bytes
) -> None:
    """By its ETag; a server that knows none tells by the size."""
    told = FalseS3({"a.txt": b"een", "b.txt": b"twee"}, etags=etags)
    with false_s3(told) as address:
        source = false(tmp_path, address)
        told.before = lambda: told.objects.update({"a.txt": changed})
        first = source.look(NOW)
        assert (texts(first), first.waiting) == ([b"twee"], 1)
        assert texts(source.look(NOW)) == sorted([changed, b"twee"])


def test_an_object_that_is_not_given_to_us_stops_no_other(tmp_path: Path) -> None:
    told = FalseS3({"a.txt": b"een", "b.txt": b"twee"}, refused=frozenset({"a.txt"}))
    with false_s3(told) as address:
        seen = false(tmp_path, address).look(NOW)
    assert (texts(seen), seen.waiting, seen.left) == ([b"twee"], 0, 1)


def test_other_settings_of_the_machine_do_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config").write_text("[default]\nregion = geen\nendpoint_url = http://127.0.0.1:9\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_PROFILE", "dat-er-niet-is")
    with false_s3(FalseS3({"a.txt": b"een"})) as address:
        assert false(tmp_path, address).look(NOW).fetched == 1


def test_a_server_must_show_a_certificate_that_is_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secure.load_cert_chain(certify(tmp_path), tmp_path / "key.pem")
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with false_s3(FalseS3({"a.txt": b"een"}), secure) as address:
        with pytest.raises(SourceAway, match="kan niet worden beveiligd"):
            false(tmp_path, address).look(NOW)
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
        assert false(tmp_path, address).look(NOW).fetched == 1


def test_the_port_of_nobody_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceAway, match="niet te bereiken"):
        false(tmp_path, f"http://127.0.0.1:{free_port()}").look(NOW)
