"""One document, start to end, without Prefect: read, understand, find, decide, redact, prove, write.

The steps are pure but for the reading of the source and the writing into the job's staging folder. What cannot be
verified is not released: `process` then gives a Failed, and the caller puts nothing in place.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from anonymize.boxes import Drawn as Box_
from anonymize.case import Look
from anonymize.doubt import Word, look_at
from anonymize.filename import safe_name
from anonymize.find import find
from anonymize.ink import find_ink
from anonymize.officer import InstructionLost, obey, without
from anonymize.policy import POLICY_VERSION, Policy, decide
from anonymize.profile import load_profile
from anonymize.proven import Proven
from anonymize.public import load_people
from anonymize.release import release
from anonymize.second_look import second_look
from anonymize.standing import follow
from anonymize.text import redact_text, verify_record, verify_text
from anonymize.wording import Secrets
from corpus import plain, tesseract
from corpus.corrected import corrected
from corpus.decisions import Decision, Mark, Published, Verdict
from corpus.document import Document, Source
from corpus.errors import CannotProcess, Leak
from corpus.galley import Galley, write_galley
from corpus.held import let_go
from corpus.prepare import Prepared, opened
from corpus.read import read, reader
from corpus.reading import kept_reading, write_reading
from corpus.records import Records
from flows.confidential import confidential
from flows.edition import edition, said
from flows.job import Job, identify_file
from flows.outcome import (
    CONFIDENTIAL,
    EDITION,
    GALLEY,
    READING,
    RECORD,
    REDACTED_PDF,
    REDACTED_TEXT,
    Done,
    Failed,
    Outcome,
    clean,
)
from flows.practice import practise
from flows.record import Drawn, build, text_of
from nlp.extract import RULES_VERSION, extract, extract_context
from nlp.recognise import model_version

UNTITLED = "Gelakt document"
LETTERS = "letters"  # in the folder of earlier readings: shapes that were proven


@dataclass(frozen=True)
class Understood:
    """What is known of a document before anything is written.

    `by_hand` says which records a person touched; `look` finds and decides in a text as it was done in this one;
    `looks` are the words for a person to look at.
    """

    document: Document
    records: Records
    published: Published
    marks: tuple[Mark, ...]
    secrets: Secrets
    by_hand: Mapping[str, str]
    look: Look
    looks: tuple[Word, ...]


def process(job: Job) -> Outcome:
    """Do one document; whatever goes wrong with it comes back as a Failed with a Dutch sentence."""
    try:
        return _process(job)
    except CannotProcess as error:
        name = safe_name(job.source.stem, ())
        identity = identify_file(job.source, job.key)
        return Failed(identity, name, name + job.source.suffix.lower(), error.reason, error.detail)
    finally:
        let_go()


def warm() -> None:
    """Load all that a document needs, by doing one, so that a forked child starts ready."""
    practise(process)
    tesseract.load()  # the mail has no picture


def _process(job: Job) -> Done:
    is_text = job.source.suffix.lower() == ".txt"
    with opened(job.source, job.staging, accept_changes=job.settings.accept_changes) as prepared:
        understood = understand(job, prepared)
        drawn = _redact_text(job, understood) if is_text else _redact_pages(job, prepared.path, understood)
    hidden = [understood.document.at(gap.span) for gap in understood.published.gaps]
    stem = safe_name(job.source.stem, hidden)
    source = clean(stem + job.source.suffix)
    record = build(
        understood.published,
        understood.records,
        drawn,
        source,
        _versions(understood.document),
        lambda text: not understood.secrets.found_in(text),
        job.family,
        understood.by_hand,
    )
    text = text_of(record)
    verify_record(text, understood.secrets, understood.published, (stem, source))
    _write(job.staging / RECORD, text)
    told = confidential(job, understood.published, understood.marks, understood.looks)
    _write(job.staging / CONFIDENTIAL, told)
    return _done(understood, record, stem, source, REDACTED_TEXT if is_text else REDACTED_PDF)


def understand(job: Job, prepared: Prepared) -> Understood:
    """Read a document, extract its records and decide about all that was found in it."""
    document = _read(job, prepared)
    records = extract(document)
    policy = replace(
        _policy(job.settings.known_officials, job.settings.public_figures, job.settings.profile), batch=job.people
    )

    def look(text: Document, known: Records | None = None) -> tuple[Decision, ...]:
        profile, motions = (known.profile, known.motions) if known else extract_context(text)
        return decide(text, find(text, job.settings.other_model, before=document.text), policy, profile, motions)

    proposed = follow(document, look(document, records), job.rules)
    ink = () if prepared.path.suffix.lower() == ".txt" else find_ink(prepared.path, document)
    # What the rules hide by themselves, before anybody spoke: to open one name may not open what was found beside it.
    alone = second_look(Published(document, proposed), look)
    try:
        obeyed = obey(document, alone.decisions, job.instructions)
    except InstructionLost:
        # Somebody has to look at what is lost, and where.
        _keep(job, prepared, Galley(document, alone.decisions, ink))
        raise
    # What is hidden does not hang on what people say about records.
    laid = corrected(document, records, job.corrections)
    told = replace(document, warnings=(*document.warnings, *obeyed.remarks, *laid.remarks))
    published = Published(told, obeyed.decisions)
    if job.instructions:
        published = second_look(published, look)
    looks = look_at(published)
    _keep(job, prepared, Galley(document, alone.decisions, ink, tuple(word.span for word in looks)))
    marks = (*without(ink, job.instructions), *obeyed.marks)
    return Understood(told, laid.records, published, marks, Secrets.of(published), laid.by_hand, look, looks)


def _keep(job: Job, prepared: Prepared, galley: Galley) -> None:
    """Keep what was read and proposed for who reviews it, also where the document cannot be released."""
    write_galley(job.staging / GALLEY, galley, prepared.path if prepared.maker else None)


def _read(job: Job, prepared: Prepared) -> Document:
    """The document under the name and the id of its source."""
    document = _reading(job, prepared)
    return replace(
        document,
        id=identify_file(job.source, job.key),
        name=job.source.name,
        reader=", ".join(filter(None, (prepared.maker, document.reader))),
        warnings=(*job.family.warnings, *prepared.warnings, *document.warnings),
    )


def _reading(job: Job, prepared: Prepared) -> Document:
    """What was read of the same bytes by the same code before, else what is read now.

    A text file is read as fast as its reading; pages that LibreOffice makes may fall otherwise another time.
    """
    if job.readings is None or prepared.maker or prepared.path.suffix.lower() == ".txt":
        return read(prepared.path, job.key)
    key = f"{job.reader} {reader()}"
    kept = kept_reading(job.readings / f"{identify_file(job.source, job.key)}.zip", key)
    if kept is not None:
        return kept
    document = read(prepared.path, job.key)
    write_reading(job.staging / READING, document, key)
    return document


@cache
def _policy(known_officials: Path | None, public_figures: Path | None, profile: str) -> Policy:
    return Policy(
        load_people(known_officials) if known_officials else (),
        load_people(public_figures) if public_figures else (),
        load_profile(profile),
    )


def _redact_pages(job: Job, source: Path, understood: Understood) -> list[Drawn]:
    """Write the redacted PDF, once the gate lets it through."""
    made = release(
        source,
        understood.published,
        understood.marks,
        job.staging / REDACTED_PDF,
        understood.secrets,
        title=_title(understood),
        thorough=job.settings.thorough,
        fresh=understood.look,
        proven=Proven(job.readings and job.readings / LETTERS),
    )
    _write(job.staging / EDITION, _edition(understood))
    return [_shown(box) for box in made.boxes]


def _edition(understood: Understood) -> str:
    """The page of the text for who cannot use the PDF; raises Leak when it says more than the published text."""
    title = _title(understood)
    page = edition(understood.published, UNTITLED if understood.secrets.found_in(title) else title)
    verify_text(said(page), understood.published, understood.secrets)
    return page


def _shown(box: Box_) -> Drawn:
    return Drawn(box.box.page, box.box, box.ground, box.category)


def _title(understood: Understood) -> str:
    title = understood.records.profile.title
    text = " ".join(understood.published.at(title).split()) if title else ""
    return text or UNTITLED


def _redact_text(job: Job, understood: Understood) -> list[Drawn]:
    """Redact a text file in its own lines."""
    raw = plain.load(job.source)
    document, published = understood.document, understood.published
    spans = tuple(_raw_spans(document, published, plain.places(raw)))
    text = redact_text(raw, spans)
    verify_text(text, published, understood.secrets)
    _write(job.staging / REDACTED_TEXT, text)
    return [Drawn(document.page_of(gap.span), None, gap.ground, gap.category) for gap in published.gaps]


def _raw_spans(document: Document, published: Published, places: dict[Any, plain.Place]) -> list[tuple[int, int, str]]:
    """Gaps as stretches of the file's own text; a gap that the side column ran through gives two."""
    spans: list[tuple[int, int, str]] = []
    for gap in published.gaps:
        for at in document.indices(gap.span):
            word, first = document.words[at], document.starts[at]
            place = places.get(word.box)
            if place is None:
                raise Leak("Een te lakken woord is niet teruggevonden in het tekstbestand. Lak het met de hand.")
            start, end = place.start, place.end
            if word.text == word.seen:
                start += max(0, gap.span.start - first)
                end -= max(0, first + len(word.text) - gap.span.end)
            last = spans[-1] if spans else None
            joins = last and last[2] == gap.ground and 0 <= start - last[1] <= 1
            if last and joins:
                spans[-1] = (last[0], end, gap.ground)
            else:
                spans.append((start, end, gap.ground))
    return sorted(spans)


def _versions(document: Document) -> dict[str, str]:
    return {"reader": document.reader, "rules": RULES_VERSION, "model": model_version(), "policy": POLICY_VERSION}


def _done(understood: Understood, record: dict[str, Any], stem: str, source: str, redacted: str) -> Done:
    facts = record["document"]
    return Done(
        id=facts["id"],
        stem=stem,
        source=source,
        redacted=redacted,
        kind=facts["kind"],
        title=facts["title"],
        date=facts["date"],
        ministry=facts["ministry"],
        pages=facts["pages"],
        ocr_pages=facts["text_source"].count(Source.OCR.value),
        redactions=len(record["redactions"]),
        kept=sum(d.verdict is Verdict.KEEP for d in understood.published.decisions),
        grounds=tuple(sorted({each["ground"] for each in record["redactions"]})),
        commitments=len(record["commitments"]),
        motions=len(record["motions"]),
        deadlines=len(record["deadlines"]),
        warnings=len(record["warnings"]),
    )


def _write(path: Path, text: str) -> None:
    """Write a file that only its owner may read."""
    with os.fdopen(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8", newline=""
    ) as file:
        file.write(text)
