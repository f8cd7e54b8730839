"""Fictional but lifelike documents, and what should be found in them.

In: nothing but the texts in this folder. Out: `documents/` and `truth.json`, written by `python -m examples.make`.
Officials and citizens are invented; ministers and members of parliament are real for the date of the document,
but what the documents let them say or move is invented too.
"""
