"""Who acts where a sentence names nobody: the document's own office, a nota's own unit, or who was named before."""

from __future__ import annotations

import re

from corpus.records import Kind
from nlp.actors import Who, budget_office, mentions, office_before
from nlp.ministries import written
from nlp.promises import Hit, government_act
from nlp.stretch import Stretch, together

# What only the cabinet as a whole makes.
_OF_THE_CABINET = re.compile(
    r"\b(?:[Hh]oofdlijnenakkoord|[Rr]egeerakkoord|[Cc]oalitieakkoord|[Rr]egeerprogramma|BNC-fiches?)\b"
)
# What civil servants do before a minister decides: "De brief wordt interdepartementaal afgestemd".
_PREPARES = re.compile(r"\b(?:afgestemd|voorgelegd|voorbereid|besproken|uitgewerkt|\bu\b.{0,30}\bgeïnformeerd)\b")
_GOES_ON = re.compile(r"^(?:wordt|worden)\s(?:daarin|hierin|daarbij|hierbij)\b")
_OURS = re.compile(r"\b(?:wij|onze?|door ons)\b")
_OWN = re.compile(r"(Mijn|Uw) (?:[a-z]+ ){0,2}(?:reactie|antwoord|brief|besluit|beleidsreactie)\b")
_PASSIVE = frozenset({"plan", "will", "expectation"})


def unnamed(clause: Stretch, hit: Hit) -> str | None:
    """The actor of a promise without a subject, None where nothing tells who could be meant."""
    speakers, kind, level = clause.speakers, clause.profile.kind, hit.rule.level
    if level == "duty":
        # Publishing is the ministry's, whichever unit drafts the nota.
        return f"ministerie van {written(clause.profile.ministry)}" if clause.profile.ministry else speakers.agent
    if level == "fulfilment" and kind is Kind.OVERIG:
        return next((clause.name_of(one) for one in clause.mentions if one.who in {Who.OFFICE, Who.CABINET}), None)
    if _GOES_ON.search(clause.reading.document.at(hit.span)):
        return None  # whoever acts in the sentence before
    if hit.rule.id == "dat-wordt-een-brief" and (author := _author(clause)):
        return author
    if clause.turn and hit.rule.reported and not speakers.agent:
        # A member of the House reports what was promised: by the one office that speaks in the debate, if it is one.
        return speakers.offices[0] if len(speakers.offices) == 1 else None
    if level in _PASSIVE and _OF_THE_CABINET.search(clause.text):
        return "kabinet"
    if level in _PASSIVE and (own := _OWN.match(clause.text)):
        return speakers.me if own[1] == "Mijn" else speakers.you  # "Uw reactie volgt binnen drie maanden"
    return _by_kind(clause, level)


def _by_kind(clause: Stretch, level: str) -> str | None:
    """Who acts by what sort of document it is."""
    speakers, kind = clause.speakers, clause.profile.kind
    if kind is Kind.BESLISNOTA and level in _PASSIVE:
        if clause.for_minister:
            return speakers.you or speakers.agent
        decides = (clause.recipient or government_act(clause.text)) and not _PREPARES.search(clause.text)
        return (speakers.agent or speakers.me) if decides else (speakers.me or speakers.agent)
    if kind in {Kind.KAMERBRIEF, Kind.BRIEF} and level == "will":
        return speakers.agent
    if kind is Kind.OVERIG and not clause.turn:
        # A list of decisions or a register: the office that it spoke of last, else that of the budget.
        return office_before("", clause.text_before) or budget_office(clause.text_before) or speakers.agent
    if speakers.we and _OURS.search(clause.text):
        return speakers.we
    own = any(mention.who is Who.SELF for mention in clause.mentions)
    if level not in _PASSIVE or own or clause.recipient or government_act(clause.text):
        return speakers.agent
    return _body_before(clause)


def _author(clause: Stretch) -> str | None:
    """Whose letter it will be: "een brief van de minister van BZK en de staatssecretaris van Financiën"."""
    offices = [one for one in clause.mentions if one.who is Who.OFFICE]
    return together(clause.reading.document.text, offices) if offices else None


def _body_before(clause: Stretch) -> str | None:
    """The body that the sentences before spoke of last: "de politiepost" is its, after a sentence on "de politie"."""
    for sentence in reversed(clause.before):
        found = mentions(clause.reading.text(sentence), sentence.span.start, clause.profile)
        bodies = [mention for mention in found if mention.who is Who.BODY]
        if bodies:
            return clause.name_of(bodies[-1])
    return None
