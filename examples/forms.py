"""The other looks: a motion as the House prints it, a printed mail thread and a citizen's letter."""

from __future__ import annotations

from pathlib import Path

from examples.content import Paper, Paragraph, Part
from examples.letter import WIDTH, Sheet, Signature
from examples.lines import LEADING, set_parts, wrap

Drawn = tuple[int, tuple[Signature, ...]]
INDENT = 192.0  # where the text of a motion starts
MARGIN = 71.0


def draw_motion(paper: Paper, path: Path) -> Drawn:
    """One page: the House's name, the session year, dossier and number at the left, the text indented."""
    sheet = Sheet(path, paper)
    (year, years), (dossier, subject), (number, heading), (_, moved) = paper.head
    sheet.text(43, 68, "Tweede Kamer der Staten-Generaal", "Sans-Bold", 16)
    sheet.text(WIDTH - 70, 78, "2", "Sans-Bold", 40)
    sheet.rule(43, WIDTH - 43, 97, 0.8)
    sheet.text(43, 110, f"{year} {years}", size=8)
    sheet.rule(43, WIDTH - 43, 146, 0.8)
    sheet.text(43, 160, dossier, "Sans-Bold", 10.5)
    sheet.text(INDENT, 160, subject, "Sans-Bold", 10.5)
    sheet.text(43, 240, number, "Sans-Bold", 9)
    sheet.text(INDENT, 240, heading, "Sans-Bold", 9)
    sheet.text(INDENT, 252, moved, size=9)
    texts = [block.text for block in paper.parts[0].blocks if isinstance(block, Paragraph)]
    names = texts[texts.index("en gaat over tot de orde van de dag.") + 1 :]
    lines = set_parts([Part(None, tuple(Paragraph(text) for text in texts[: -len(names)]))], 330)
    top = sheet.lines(lines, 264, 9, INDENT) + LEADING
    for name in names:
        sheet.text(INDENT, top + 9, name, size=9)
        top += 11.5
    _imprint(sheet, f"{dossier}, {number.lower()}", years)
    sheet.canvas.save()
    return 1, ()


def _imprint(sheet: Sheet, paper_number: str, years: str) -> None:
    short = paper_number.replace(" ", "").replace(",nr.", "-")
    for i, line in enumerate((f"kst-{short}", "ISSN 0921 - 7371", "’s-Gravenhage 2024")):
        sheet.text(43, 770 + 6.5 * i, line, size=5.5)
    sheet.text(INDENT, 783, f"Tweede Kamer, vergaderjaar {years}, {paper_number}", size=7.5)


def draw_thread(paper: Paper, path: Path) -> Drawn:
    """The mails below each other, the latest first, as an office program prints them."""
    sheet = Sheet(path, paper)
    top = 70.0
    for number, mail in enumerate(paper.mails):
        if number:
            sheet.rule(MARGIN, WIDTH - MARGIN, top, 0.6)
            top += 20
        for label, value in mail.head:
            sheet.text(MARGIN, top, label, "Sans-Bold")
            for line in wrap(value, 370):
                sheet.text(MARGIN + 84, top, line)
                top += LEADING
        top += LEADING
        for paragraph in mail.lines:
            for line in wrap(paragraph, WIDTH - 2 * MARGIN):
                sheet.text(MARGIN, top, line)
                top += LEADING
            top += LEADING / 2 if paragraph.endswith((",", ".", "?")) else 0
        top += LEADING
    sheet.canvas.save()
    return 1, ()


def draw_private(paper: Paper, path: Path) -> Drawn:
    """A letter from home: the sender at the top, the addressee, date and subject, the text, a signature."""
    sheet = Sheet(path, paper)
    top = 78.0
    for line in paper.letterhead:
        sheet.text(MARGIN, top, line)
        top += LEADING
    top += 2 * LEADING
    for line in paper.address:
        sheet.text(MARGIN, top, line)
        top += LEADING
    top += 2 * LEADING
    for label, value in paper.head:
        sheet.text(MARGIN, top, f"{label}: {value}")
        top += LEADING
    lines = set_parts(paper.parts, WIDTH - 2 * MARGIN)
    sheet.lines(lines, top + LEADING, x=MARGIN)
    sheet.canvas.save()
    return 1, tuple(sheet.signatures)
