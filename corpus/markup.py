"""HTML of a mail as text: what is seen of it, line by line. Nothing is fetched, and nothing runs."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    "address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr "
    "li main nav ol p pre section table tbody tfoot thead tr ul".split()
)
_APART = frozenset("p h1 h2 h3 h4 h5 h6 blockquote table ul ol hr".split())  # with a blank line before them
_UNSEEN = frozenset(
    "script style head title template noscript object iframe svg math select textarea audio video".split()
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_CLOSED_BY_SAME = frozenset("p li dd dt tr td th option".split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_WORD_PARAGRAPH = re.compile(r"\bmargin(?:-top)?\s*:\s*0", re.IGNORECASE)  # how Outlook says "no blank line"


def text_of(html: str) -> str:
    r"""The text of a page; quoted blocks have `> ` before each line, as in plain mail.

    >>> text_of("<p>Beste Anna,</p><blockquote>Dank<br>voor de nota</blockquote>")
    'Beste Anna,\n\n> Dank\n> voor de nota'
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line = ""
        self.quotes = 0
        self.kept = 0  # inside how many <pre>
        self.unseen: list[str] = []  # the element that is not seen, and those of its name within
        self.blank_wanted = False

    def text(self) -> str:
        self._end_line()
        return "\n".join(self.lines).strip("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.unseen:
            if tag != self.unseen[0]:
                return
            if tag not in _CLOSED_BY_SAME:
                self.unseen.append(tag)
                return
            self.unseen.clear()  # a new <p> ends the one that was not seen
        style = " ".join(value or "" for name, value in attrs if name == "style")
        hidden = tag in _UNSEEN or _HIDDEN.search(style) or any(name == "hidden" for name, _ in attrs)
        if hidden and tag not in _VOID and tag != "body":
            self.unseen = [tag]
            return
        if tag == "br":
            self._end_line(even_empty=True)
        elif tag in _BLOCKS:
            self._end_line()
            self.blank_wanted |= tag in _APART and not _WORD_PARAGRAPH.search(style)
        elif tag in {"td", "th"} and self.line.strip():
            self.line = self.line.rstrip() + "    "
        self.quotes += tag == "blockquote"
        self.kept += tag == "pre"
        if tag == "li":
            self.line = "- "

    def handle_endtag(self, tag: str) -> None:
        if self.unseen:
            if tag == self.unseen[0]:
                self.unseen.pop()
            elif tag in {"body", "html", "table", "div"} and self.unseen[0] in _CLOSED_BY_SAME:
                self.unseen.clear()  # its end may be left out; that of what is around it not
            return
        if tag in _BLOCKS:
            self._end_line()
            self.blank_wanted |= tag in _APART - {"p"}
        self.quotes -= tag == "blockquote" and self.quotes > 0
        self.kept -= tag == "pre" and self.kept > 0

    def handle_data(self, data: str) -> None:
        if self.unseen:
            return
        if self.kept:
            first, *rest = data.split("\n")
            self.line += first
            for line in rest:
                self._end_line(even_empty=True)
                self.line = line
            return
        words = re.sub(r"[ \t\r\n\f]+", " ", data)
        self.line += words.lstrip(" ") if self.line[-1:] in {"", " "} else words

    def _end_line(self, even_empty: bool = False) -> None:
        line, self.line = self.line.replace("\xa0", " ").rstrip(), ""
        if not line.strip("- ") and not even_empty:
            return
        mark = "> " * self.quotes
        if self.blank_wanted and self.lines and self.lines[-1].strip("> "):
            self.lines.append("")
        self.blank_wanted = False
        self.lines.append((mark + line).rstrip())
