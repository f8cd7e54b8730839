"""Nouns: documents, records and decisions, and the ways to read and keep them.

In: a file. Out: a frozen `Document` (`corpus.read.read`). Reading is not imported here: it needs pdfplumber and
tesseract, and `lakwerk search` needs neither.
"""

from corpus.decisions import Category, Decision, Finding, Published, Verdict
from corpus.document import Box, Document, Span, Word
from corpus.records import Records

__all__ = ["Box", "Category", "Decision", "Document", "Finding", "Published", "Records", "Span", "Verdict", "Word"]
