"""How hard a passphrase is to guess, judged by zxcvbn and explained in our own words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from factdesk.store.folder.refusals import WeakPassphrase
from factdesk.words import _

ENOUGH = 3
_LOOKED_AT = 72  # zxcvbn refuses longer ones; 72 signs decide the matter


@dataclass(frozen=True)
class Strength:
    """A verdict: `score` 0 (at once) to 4 (very hard), and a sentence why it is not higher."""

    score: int
    reason: str

    @property
    def enough(self) -> bool:
        """Whether a store may be locked with it."""
        return self.score >= ENOUGH


def judge(passphrase: str, about: Iterable[str] = ()) -> Strength:
    """Judge a passphrase; `about` are words a guesser would try first (team and user names)."""
    whole = unicodedata.normalize("NFC", passphrase)
    looked_at = whole[:_LOOKED_AT]
    if not looked_at:
        return Strength(0, _("It is empty."))
    # Its word lists take long to load, and only a new passphrase is judged.
    from zxcvbn import zxcvbn

    words = [word for text in about for word in [text, *text.split()] if word]
    verdict = zxcvbn(looked_at, user_inputs=words)
    longest = max(verdict["sequence"], key=lambda match: len(match["token"]))
    word_list = str(longest.get("dictionary_name", ""))
    strength = Strength(int(verdict["score"]), _reason(str(longest["pattern"]), word_list))
    rest = _without(words, whole)[:_LOOKED_AT]
    if strength.enough and rest != looked_at:
        # Names in a row add up to many guesses for zxcvbn, to few for whoever knows them.
        score = int(zxcvbn(rest)["score"]) if rest else 0
        return min(strength, Strength(score, _reason_for_word("user_inputs")), key=_score)
    return strength


def _score(strength: Strength) -> int:
    return strength.score


def _without(words: Iterable[str], passphrase: str) -> str:
    """What remains to be guessed by somebody who knows these words; short ones count as unknown."""
    known = sorted({word for word in words if len(word) > 2}, key=len, reverse=True)
    if not known:
        return passphrase
    rest = re.sub("|".join(map(re.escape, known)), "", passphrase, flags=re.IGNORECASE)
    return passphrase if rest == passphrase else rest.strip()


def demand_strength(passphrase: str, about: Iterable[str] = ()) -> None:
    """Raise WeakPassphrase with the reason unless the passphrase is hard enough to guess."""
    strength = judge(passphrase, about)
    if not strength.enough:
        raise WeakPassphrase(strength.reason)


def _reason(pattern: str, word_list: str) -> str:
    if pattern == "dictionary":
        return _reason_for_word(word_list)
    reasons = {
        "spatial": _("Keys that lie side by side are easy to guess."),
        "repeat": _("It repeats itself."),
        "sequence": _("Signs in a row, such as abc or 6543, are easy to guess."),
        "regex": _("Years are easy to guess."),
        "date": _("Dates are easy to guess."),
    }
    return reasons.get(pattern, _("It is too short."))


def _reason_for_word(word_list: str) -> str:
    if word_list == "passwords":
        return _("It is like a password many people use.")
    if word_list == "user_inputs":
        return _("It holds a name that belongs to the team or to you.")
    if word_list in {"surnames", "male_names", "female_names"}:
        return _("Names are easy to guess.")
    return _("A single word is easy to guess.")
