"""What a run was asked to do: the lists of people and the limits of one document."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

from anonymize.profile import STANDARD, BadProfileError, load_profile
from anonymize.public import BadListError, load_people
from corpus.office_holders import BadRegisterError, own_register, read_register
from flows.keyed import keyed

ENGINE = ("corpus", "nlp", "anonymize")
ENGINE_FILES = ("flows/pipeline.py", "flows/confidential.py", "flows/record.py", "flows/unpack.py")
READING_LIBRARIES = ("pypdfium2", "pdfplumber", "pdfminer.six", "pytesseract", "pikepdf", "pillow", "numpy")
PRINTED = frozenset({".docx", ".odt", ".doc", ".rtf", ".eml", ".msg"})  # have no pages before they are printed
ENGINE_SUFFIXES = (".py", ".toml", ".json", ".csv", ".txt", ".gz")


class WrongUsage(Exception):  # noqa: N818 - said as what is wrong
    """The command cannot be carried out as it was given; the message says why, in Dutch."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may use; memory grows with its pages, time with its size too. Bytes and seconds."""

    memory: int = 1_900 << 20
    memory_per_page: int = 8 << 20
    most_memory: int = 6 << 30
    seconds: float = 180.0
    seconds_per_page: float = 60.0
    seconds_per_megabyte: float = 10.0

    def time(self, pages: int, size: int) -> float:
        return self.seconds + self.seconds_per_page * pages + self.seconds_per_megabyte * size / (1 << 20)

    def of(self, pages: int, *, more: bool) -> Limits:
        """Those of one document; `more` memory for what LibreOffice prints, and where another model is loaded."""
        grown = self.memory + self.memory_per_page * pages
        return replace(self, memory=max(self.memory, self.most_memory if more else min(self.most_memory, grown)))


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a run. The hashes say which contents of the lists were meant."""

    known_officials: Path | None = None
    public_figures: Path | None = None
    known_officials_hash: str = ""
    public_figures_hash: str = ""
    registers_hash: str = ""
    profile: str = STANDARD
    profile_hash: str = ""
    other_model: str = ""
    accept_changes: bool = False
    thorough: bool = False
    limits: Limits = field(default_factory=Limits)

    def of(self, pages: int, source: Path) -> Settings:
        """Those of one document, by its pages and kind."""
        more = bool(self.other_model) or source.suffix.lower() in PRINTED
        return replace(self, limits=self.limits.of(pages, more=more))


def load_settings(
    known_officials: Path | None,
    public_figures: Path | None,
    limits: Limits | None = None,
    accept_changes: bool = False,
    profile: str = STANDARD,
    other_model: str = "",
    thorough: bool = False,
) -> Settings:
    """The settings for two lists, which are looked at now: a list that protects nobody must not pass unseen."""
    return Settings(
        known_officials=known_officials.absolute() if known_officials else None,
        public_figures=public_figures.absolute() if public_figures else None,
        known_officials_hash=_checked(known_officials),
        public_figures_hash=_checked(public_figures),
        registers_hash=registers_hash(),
        profile=str(Path(profile).absolute()) if profile.endswith(".toml") else profile,
        profile_hash=_profile_hash(profile),
        other_model=_checked_model(other_model),
        accept_changes=accept_changes,
        thorough=thorough,
        limits=limits or Limits(),
    )


def fingerprint(settings: Settings, work: str, key: bytes) -> str:
    """Stands for settings and rules together: a document is done again where this differs.

    Keyed, because a plain hash of a list of names would let a reader test guesses of the list.
    """
    parts = asdict(settings) | {"known_officials": None, "public_figures": None, "profile": None, "limits": None}
    told = json.dumps({**parts, "work": work, "engine": engine_hash()}, sort_keys=True)
    return keyed(told, key)


@cache
def engine_hash() -> str:
    """A hash of the code and word lists that decide what a document becomes."""
    return _hash_of(ENGINE, ENGINE_FILES)


@cache
def reader_hash() -> str:
    """A hash of the code and libraries that decide what a document says; tesseract's version is told by the reader."""
    told = [f"{name} {version(name)}" for name in READING_LIBRARIES]
    return hashlib.sha256("\n".join([_hash_of(ENGINE[:1], ()), *told]).encode()).hexdigest()


def _hash_of(packages: Sequence[str], files: Sequence[str]) -> str:
    root = Path(__file__).resolve().parents[1]  # not by importlib.resources: that would load the whole engine
    inside = (path for package in packages for path in (root / package).rglob("*") if path.suffix in ENGINE_SUFFIXES)
    digest = hashlib.sha256()
    for path in sorted([*inside, *(root / name for name in files)]):
        content = hashlib.sha256(path.read_bytes()).digest()
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + content)
    return digest.hexdigest()


def _checked(path: Path | None) -> str:
    """The hash of a list's contents; a list that cannot be read or protects nobody is wrong usage."""
    if path is None:
        return ""
    try:
        load_people(path)
    except BadListError as error:
        raise WrongUsage(str(error)) from None
    return hashlib.sha256(path.read_bytes()).hexdigest()


def registers_hash() -> str:
    """The hash of what the organisation added to the register of office holders; one that cannot be used is told."""
    try:
        file = own_register()
        if file is None:
            return ""
        read_register(file)
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except BadRegisterError as error:
        raise WrongUsage(str(error)) from None


def _checked_model(name: str) -> str:
    """The name of another spaCy model, once it is sure that it loads and finds persons."""
    if name:
        from nlp.recognise import OtherModelMissing, load_other  # here: spaCy takes a second to import

        try:
            load_other(name)
        except OtherModelMissing as error:
            raise WrongUsage(str(error)) from None
    return name


def _profile_hash(profile: str) -> str:
    """The hash of what a profile says; one that cannot be used is wrong usage."""
    try:
        made = load_profile(profile)
    except BadProfileError as error:
        raise WrongUsage(str(error)) from None
    told = json.dumps([made.name, dict(made.treatments), dict(made.grounds)], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()
