"""Verbs that read: a `Document` goes in, `Records` made of its spans come out."""

from nlp.extract import RULES_VERSION, extract

__all__ = ["RULES_VERSION", "extract"]
