"""Minutes of a debate: who speaks, what a minister promises, and the motions that are read out and voted on."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import write

from corpus.document import Document, Part
from corpus.records import Kind, Motion, MotionStatus
from nlp.cabinet import office_of
from nlp.describe import describe
from nlp.dutch import read
from nlp.kinds import kind_of
from nlp.motions import find_motions
from nlp.turns import Voice, is_minutes, turn_at, turns
from tests.test_commitments import debated, profile

DAY = date(2018, 4, 5)
DEBATE = (
    "@ Handelingen Tweede Kamer\nDe voorzitter:\nHet woord is aan mevrouw Bergkamp.\nMevrouw Bergkamp (D66):\n"
    "De Kamer, gehoord de beraadslaging, constaterende dat de motie-Keijzer nog niet is uitgevoerd; verzoekt de "
    "regering voor de zomer met een aanpak te komen, en gaat over tot de orde van de dag.\nDe voorzitter:\n"
    "Deze motie is voorgesteld door de leden Bergkamp en Segers. Naar mij blijkt, wordt de indiening ervan voldoende "
    "ondersteund. Zij krijgt nr. 253 (29538).\nMinister De Jonge:\n"
    "De motie op stuk nr. 253 van mevrouw Bergkamp en de heer Segers laat ik aan het oordeel van de Kamer.\n"
    "De heer Hijink (SP):\nDe motie van mevrouw Bergkamp is mede ondertekend.\n"
)


def debate(text: str = DEBATE) -> Document:
    return write(text, "debat.txt")


def moved(document: Document) -> tuple[Motion, ...]:
    return find_motions(read(document), profile(Kind.OVERIG, DAY, ""))


def test_minutes_are_told_by_their_speakers() -> None:
    """They hold the text of a motion and are none."""
    document = debate()
    assert is_minutes(document)
    assert kind_of(document, ()) is Kind.OVERIG
    assert describe(document).kind is Kind.OVERIG


def test_a_letter_that_names_a_speaker_once_is_no_debate() -> None:
    """A quotation is not minutes."""
    assert not is_minutes(debate("@ Geachte voorzitter\nMinister De Jonge: dat zeg ik toe.\nIk citeer hem hier."))


def test_each_place_of_the_text_has_its_speaker() -> None:
    """By name and day a minister's office is known; members and the chair have none."""
    document = debate()
    found = turns(document, DAY)
    spoken = {
        "Het woord is": (Voice.CHAIR, None),
        "verzoekt de regering": (Voice.MEMBER, None),
        "laat ik aan het oordeel": (Voice.OFFICE, "minister van VWS"),
    }
    for words, who in spoken.items():
        turn = turn_at(found, document.text.index(words))
        assert turn is not None
        assert (turn.voice, turn.office) == who
    assert turn_at(found, 0) is None or document.blocks[0].part is not Part.HEAD


OFFICES = [
    ("Minister", "Ollongren", date(2018, 4, 5), "minister van binnenlandse zaken en koninkrijksrelaties"),
    ("Minister-president", "Rutte", date(2014, 10, 15), "minister-president"),
    ("Staatssecretaris", "Blokhuis", date(2018, 4, 5), "staatssecretaris van volksgezondheid, welzijn en sport"),
    ("Minister", "Ollongren", date(2010, 1, 1), None),
    ("Minister", "Van Nergens", date(2018, 4, 5), None),
    ("Minister", "Ollongren", None, None),
]


@pytest.mark.parametrize(("role", "family", "day", "office"), OFFICES)
def test_who_held_which_office_on_a_day(role: str, family: str, day: date | None, office: str | None) -> None:
    """By the register of public office; nobody is guessed."""
    assert office_of(role, family, day) == office


def test_a_motion_that_is_read_out_has_its_movers_number_and_request() -> None:
    """What the chair says of it, and what is said of it later, is one motion."""
    motions = {one.number: one for one in moved(debate())}
    one = motions[253]
    assert [mover.name for mover in one.movers] == ["Bergkamp", "Segers"]
    assert (one.dossier, one.status, one.rule) == ("29538", MotionStatus.SUBMITTED, "read-out")
    assert len(motions) == 2, "the motion that it names, and itself"


APPRECIATED = [
    ("De motie op stuk nr. 253 zou ik willen ontraden.", "Ontraden"),
    ("Dan de motie op stuk nr. 253. Die steunt het beleid. Ik laat het oordeel aan de Kamer.", "Oordeel Kamer"),
    ("De motie op stuk nr. 253 kan ik overnemen.", "Overgenomen"),
    ("Over de motie op stuk nr. 253: ik vraag mevrouw Bergkamp om die aan te houden.", "Verzocht motie aan te houden"),
    ("De motie op stuk nr. 253 ga ik niet ontraden.", None),
    ("De motie op stuk nr. 254 ontraad ik.", None),
]


@pytest.mark.parametrize(("said", "appreciation"), APPRECIATED)
def test_what_the_government_thinks_of_a_motion(said: str, appreciation: str | None) -> None:
    """In the words of the House's register, said of this motion by a minister."""
    document = debate(
        DEBATE.replace(
            "De motie op stuk nr. 253 van mevrouw Bergkamp en de heer Segers laat ik aan het oordeel van de Kamer.",
            said,
        )
    )
    motions = {one.number: one for one in moved(document)}
    assert motions[253].appreciation == appreciation


def test_a_member_who_advises_against_a_motion_is_not_the_government() -> None:
    """Only who governs appreciates."""
    text = DEBATE + "De heer Hijink (SP):\nDe motie op stuk nr. 253 ontraad ik.\n"
    motions = {one.number: one for one in moved(debate(text))}
    assert motions[253].appreciation == "Oordeel Kamer"


def test_what_the_chair_repeats_of_a_motion_is_not_the_government() -> None:
    """The chair tells what was said; the minister's own word stands."""
    text = DEBATE + "De voorzitter:\nDe motie op stuk nr. 253 is ontraden.\n"
    motions = {one.number: one for one in moved(debate(text))}
    assert motions[253].appreciation == "Oordeel Kamer"


def test_a_vote_tells_what_became_of_a_motion() -> None:
    """The chair says it some sentences further on."""
    voted = DEBATE + (
        "De voorzitter:\nIn stemming komt de motie-Bergkamp/Segers (29538, nr. 253).\n"
        "Ik constateer dat de leden van de fractie van de SP voor deze motie hebben gestemd en de leden van de overige "
        "fracties ertegen, zodat zij is verworpen."
    )
    motions = {one.number: one for one in moved(debate(voted))}
    assert motions[253].status is MotionStatus.REJECTED


def test_a_changed_motion_takes_the_place_of_the_old_one() -> None:
    """ "Zij krijgt nr. 260, was nr. 253" is one motion, with the number that it had."""
    changed = (
        "@ Stemmingen\nDe voorzitter:\n"
        "De motie-Bergkamp (29538, nr. 253) is in die zin gewijzigd dat zij thans luidt:\n"
        "De Kamer, gehoord de beraadslaging, verzoekt de regering een plan te maken, "
        "en gaat over tot de orde van de dag.\n"
        "Zij krijgt nr. 260, was nr. 253 (29538).\nMinister De Jonge:\nDank u.\nDe voorzitter:\nDan gaan we stemmen.\n"
    )
    (one,) = moved(debate(changed))
    assert [mover.name for mover in one.movers] == ["Bergkamp"]
    assert (one.number, one.replaces, one.status) == (260, "29538-253", MotionStatus.AMENDED)


def test_motions_that_lapsed_are_listed_by_number() -> None:
    """A list of numbers is that many motions."""
    text = (
        DEBATE + "De voorzitter:\nIk deel mee dat de volgende aangehouden moties zijn vervallen: 34775-42; 34734-25.\n"
    )
    assert {(one.dossier, one.number) for one in moved(debate(text))} >= {("34775", 42), ("34734", 25)}


PROMISED = [
    "Natuurlijk ga ik daarnaar kijken.",
    "Ik stuur u daarover een brief.",
    "Dat neem ik mee in de voortgangsrapportage.",
    "Ik zou graag willen toezeggen om dat bij die aanpak te verhelderen.",
    "Ik kom nog voor de zomer met een brief aan de Kamer, maar deze motie moet ik ontraden.",
    "Die brief komt er inderdaad aan.",
]
NOT_PROMISED = [
    "Dan ga ik nu in op de motie op stuk nr. 215.",
    "Daarom zal ik het oordeel aan de Kamer laten.",
    "Als daadwerkelijk ontwijkingen worden vastgesteld, zullen we optreden.",
    "Ik ga ervan uit dat de sector hiermee verstandig omgaat.",
    "Dat ga ik proberen, voorzitter.",
]


@pytest.mark.parametrize("sentence", PROMISED)
def test_a_minister_promises_as_people_speak(sentence: str) -> None:
    """Short and without the word "toezegging", by the office of who speaks."""
    _, found = debated(sentence)
    assert [one.actor for one in found] == ["minister van BZK"]


@pytest.mark.parametrize("sentence", NOT_PROMISED)
def test_the_order_of_a_debate_is_no_promise(sentence: str) -> None:
    """What a minister says of the debate itself, or under a condition."""
    assert debated(sentence)[1] == ()


@pytest.mark.parametrize("sentence", PROMISED)
def test_a_member_of_the_house_promises_nothing(sentence: str) -> None:
    """The same words from a member are no commitment."""
    assert debated(sentence, "Mevrouw Bergkamp (D66)")[1] == ()


def test_a_member_may_tell_what_the_minister_promised() -> None:
    """Then the minister who takes part in the debate is the one who promised."""
    _, found = debated("De minister heeft toegezegd dat zij dat voorstel gaat onderzoeken.", "De heer Ronnes (CDA)")
    assert [one.actor for one in found] == ["minister van BZK"]


LABELS = [
    ("Minister De Jonge (VWS):", Voice.OFFICE),
    ("De minister:", Voice.OFFICE),
    ("De VOORZITTER:", Voice.CHAIR),
    ("De voorzitter (Smals):", Voice.CHAIR),
    ("De waarnemend voorzitter:", Voice.CHAIR),
    ("Mevrouw Van den Berg (CDA) (via videoverbinding):", Voice.MEMBER),
]


@pytest.mark.parametrize(("label", "voice"), LABELS)
def test_speakers_are_known_however_they_are_printed(label: str, voice: Voice) -> None:
    """A label that is missed gives the words to who spoke before."""
    text = DEBATE + f"{label}\nWie zegt dit.\n"
    document = debate(text)
    turn = turn_at(turns(document, DAY), document.text.index("Wie zegt dit"))
    assert turn is not None
    assert turn.voice is voice
