"""Verbs that hide: find personal data, decide what goes, take it out, and prove that it is gone.

In: a Document (corpus). Out: Findings, Decisions, and a file that may be published. The doors are
`anonymize.find.find`, `anonymize.policy.decide`, `anonymize.public.load_people` and `anonymize.filename.safe_name`;
they are not loaded here, because Presidio takes two seconds that a search does not need.
"""
