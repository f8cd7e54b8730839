"""Verbs that read: a `Document` goes in, `Records` made of its spans come out.

The door is `nlp.extract.extract`. It is not loaded here, because spaCy takes a second that weaving threads or looking
up a name does not need.
"""
