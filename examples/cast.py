"""The invented officials and citizens. Any likeness to living persons is chance; numbers are patterned dummies.

Some surnames are traps on purpose: also a minister's (De Jonge, Hoekstra), also a word (Kern, Bos).
"""

from __future__ import annotations

from typing import NamedTuple

from examples.content import Hidden


class Person(NamedTuple):
    """A person and the ways in which the documents write them."""

    given: str
    surname: str
    formal: str  # with initials, as in a list of initials ("S. Kern")
    mail: str = ""
    phone: str = ""
    mobile: str = ""

    @property
    def full(self) -> str:
        return f"{self.given} {self.surname}"

    @property
    def local(self) -> str:
        return self.mail.partition("@")[0]

    @property
    def domain(self) -> str:
        return self.mail.partition("@")[2]

    def hidden(self, *forms: str) -> tuple[Hidden, ...]:
        """What must go, for the named forms: "full", "formal", "given", "phone", "mobile", "local"."""
        categories = {"phone": "phone", "mobile": "phone", "local": "email"}
        return tuple(Hidden(getattr(self, form), categories.get(form, "person")) for form in forms)

    @property
    def contact(self) -> tuple[str, ...]:
        """The lines of a side column."""
        return (self.full, f"T {self.phone}", f"M {self.mobile}", self.mail)


KERN = Person("Samira", "Kern", "S. Kern", "samira.kern@minbzk.nl", "070 426 01 23", "06 1234 5678")
DE_JONGE = Person("Petra", "de Jonge", "P. de Jonge", "petra.dejonge@minbzk.nl", "070 426 02 34", "06 2345 6789")
BOS = Person("Jeroen", "Bos", "J. Bos", "j.bos@minjenv.nl", "070 370 03 45", "06 3456 7891")
EL_OUALI = Person("Fatima", "el Ouali", "F. el Ouali", "f.oualiel@minvws.nl")
VAN_OOSTERZEE = Person("Arend", "van Oosterzee", "mr. A.B. van Oosterzee")
RAMDIN = Person("Shanti", "Ramdin", "drs. S. Ramdin")
YILDIZ = Person("Meryem", "Yıldız", "M. Yıldız", "m.yildiz@minvws.nl", "070 340 04 56", "06 4567 8912")
HOEKSTRA = Person("Wytske", "Hoekstra", "W. Hoekstra", "w.hoekstra@minvws.nl", "070 340 05 67", "06 5678 9123")
NGUYEN = Person("Thi Lan", "Nguyen", "T.L. Nguyen")
BENALI = Person("Rachid", "Benali", "mr. R.A. Benali", "r.a.benali@minjenv.nl", "070 370 06 78", "06 6789 1234")
BOATENG = Person("Kwame", "Boateng", "K. Boateng")
HADDAD = Person("Noor", "Haddad", "N. Haddad", "noor.haddad@example.org", "", "06-78912345")
YUNUS = Person("Yunus", "Haddad", "Y. Haddad")
ABMA = Person("Fenna", "Abma", "F. Abma", "", "070 426 07 89", "")
T_HART = Person("Ilse", "'t Hart", "I. 't Hart", "i.t.hart@minocw.nl", "070 412 08 91", "06 8912 3456")

CAST = (
    KERN, DE_JONGE, BOS, EL_OUALI, VAN_OOSTERZEE, RAMDIN, YILDIZ, HOEKSTRA, NGUYEN, BENALI, BOATENG, HADDAD, YUNUS,
    ABMA, T_HART,
)  # fmt: skip
