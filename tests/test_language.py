"""A page in another language is told by its small words; names, tables and noise of OCR do not mislead."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from corpus.language import foreign

DUTCH = (
    "Het kabinet heeft de Kamer toegezegd dat zij voor de zomer een brief ontvangt over de voortgang van het beleid. "
    "De minister is van mening dat er geen reden is om de regeling nu al aan te passen, maar zal dit wel volgen."
)
ENGLISH = (
    "The government has promised that the House will receive a letter about the progress of this policy before the "
    "summer. It is not possible to change these rules now, but we will follow what they do and report on it."
)
GERMAN = (
    "Die Bundesregierung hat zugesagt, dass der Bundestag vor dem Sommer einen Bericht über den Stand der Dinge "
    "erhält. Es ist nicht möglich, die Regeln jetzt zu ändern, aber wir werden das weiter verfolgen und berichten."
)
FRENCH = (
    "Le gouvernement a promis que le parlement recevra avant cet été une lettre sur les progrès de cette politique. "
    "Il n'est pas possible de changer les règles maintenant, mais nous allons suivre ce qu'ils font avec elles."
)
SPANISH = (
    "El gobierno ha prometido que el parlamento recibirá antes del verano una carta sobre el progreso de esta "
    "política. No es posible cambiar las reglas ahora, pero vamos a seguir lo que hacen y los resultados del año."
)
POLISH = (
    "Rząd obiecał, że parlament otrzyma przed latem pismo o postępach tej polityki. Nie jest możliwe, aby teraz "
    "zmienić zasady, ale będziemy śledzić to, co się dzieje, i jak tylko będzie wiadomo coś więcej, napiszemy do was."
)
TURKISH = (
    "Hükümet, bu politikanın ilerlemesi hakkında meclisin yazdan önce bir mektup alacağını söyledi. Şimdi kuralları "
    "değiştirmek mümkün değil, ama ne olduğunu ve nasıl olduğunu takip edeceğiz çünkü bu çok önemli ve daha iyi için."
)
UKRAINIAN = (
    "Уряд пообіцяв, що парламент отримає до літа лист про хід цієї політики. Зараз неможливо змінити правила, але ми "
    "будемо стежити за тим, що відбувається, і повідомимо про це всіх, хто цього потребує."
)
NAMES = (
    "Jan de Vries Amsterdam Mohammed El Amrani Utrecht Agnieszka Kowalska Tilburg Pierre Dubois Maastricht Ayşe Yılmaz "
    "Deventer John Smith Leiden Hans Müller Venlo Maria Garcia Almere Sven Larsson Breda Fatima Öztürk Zwolle"
)
NOISE = "sti iii lll vn. ;e tlie 0p hei va.n <le wz rn nt ie ~ een ,van vo0r dst nlet zjjn hct met aan ls de en " * 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (DUTCH, None),
        (ENGLISH, "Engels"),
        (GERMAN, "Duits"),
        (FRENCH, "Frans"),
        (SPANISH, "een andere taal"),
        (POLISH, "een andere taal"),
        (TURKISH, "een andere taal"),
        (UKRAINIAN, "een andere taal"),
        (ENGLISH.upper(), "Engels"),
        (f"Geachte heer, hierbij de brief die ik van hen ontving. {ENGLISH}", "Engels"),
        (f"{DUTCH} {DUTCH} In the words of the report: {ENGLISH}", None),
        (f"{DUTCH} {ENGLISH}", None),
        (NAMES, None),
        (NOISE, None),
        ("1.234,56 2.345,67 " * 40, None),
        (" ".join(ENGLISH.split()[:20]), None),
        ("", None),
    ],
)
def test_the_language_of_a_page(text: str, expected: str | None) -> None:
    assert foreign(text.split()) == expected


@pytest.mark.real
def test_no_real_digital_page_is_foreign(real: Path) -> None:
    for path in sorted(real.rglob("*.pdf")):
        with pypdfium2.PdfDocument(path) as pdf:
            texts = [page.get_textpage().get_text_bounded() for page in pdf]
        assert [foreign(text.split()) for text in texts] == [None] * len(texts), path.name
