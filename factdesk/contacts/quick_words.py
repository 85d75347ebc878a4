"""The words a quick line understands: bokmål, nynorsk, English, and the team's own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

_KINDS: Final = {
    "face_to_face": "besøk|vitjing|visit|hb|hjemmebesøk|heimebesøk|home visit|ansikt til ansikt"
    "|andlet til andlet|face to face|f2f|møte|meeting|samtale",
    "telephone": "tlf|tlf.|telefon|telephone|phone|call|ring|ringte|ringde|ringt|ringer|oppringing",
    "video": "video|videosamtale|teams|join|whereby",
    "written": "sms|skriftlig|skriftleg|written|melding|message|brev|letter|e-post|epost|email"
    "|e-mail",
    "did_not_come": "ikke møtt|ikkje møtt|møtte ikke|møtte ikkje|kom ikke|kom ikkje|ikke til stede"
    "|ikkje til stades|did not come|no show|no-show|dnc|bomtur",
}
_PLACES: Final = {
    "home": "hjemme|heime|hjem|heim|home|at home",
    "outdoors": "ute|utendørs|utandørs|outdoors|outside|tur|gåtur|walk",
    "office": "kontor|kontoret|på kontoret|office|base|basen",
    "ward": "post|posten|avdeling|avdelinga|avdelingen|døgn|sykehus|sykehuset|sjukehus|sjukehuset"
    "|ward|hospital|dps",
    "prison": "fengsel|fengselet|prison|varetekt",
    "other": "annet sted|annan stad|other place|nav|legekontor|legekontoret|fastlege|fastlegen",
}
_WITH_WHOM: Final = {
    "next_of_kin": "pårørende|pårørande|next of kin|relatives|familie|familien|family",
    "service": "tjeneste|teneste|service|samarbeidspartner|samarbeid|ansvarsgruppe",
}
#: Places whose word says where it was, but not enough to leave it out of the note.
KEPT_IN_NOTE: Final = frozenset(
    {"nav", "legekontor", "legekontoret", "fastlege", "fastlegen", "dps"}
)
_DAYS: Final = {
    -1: "i går|igår|i gar|igar|yesterday",
    0: "i dag|idag|today",
    1: "i morgen|imorgen|i morgon|imorgon|tomorrow",
}
_WEEKDAYS: Final = (
    "mandag|måndag|monday",
    "tirsdag|tysdag|tuesday",
    "onsdag|wednesday",
    "torsdag|thursday",
    "fredag|friday",
    "lørdag|laurdag|saturday",
    "søndag|sundag|sunday",
)
_TWO: Final = "to sammen|to saman|gå to|go two|two together"
#: Small words that are staff only when written in capitals: «er» is a verb, ER a colleague.
SMALL_WORDS: Final = frozenset(
    "av at da de den det du ei en eg er et for fra få går ha han har ho hun i ikke in is it ja jeg"
    " jo kan kl ma med mer min mor mot må nå no nr ny og om on opp or på se seg sin so som så sa"
    " ta til to tur tv uke ut vi vil by do go he she an as be if me my of ok we".split()
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase stands for: a field of the entry and its value."""

    field: str
    value: str | int
    stays: bool = False


@dataclass(frozen=True)
class QuickWords:
    """The phrases by their words in lower case, and the team's staff and cars.

    ``phrases`` maps a tuple of words to its meaning, ``staff`` initials in capitals to a staff id.
    """

    phrases: Mapping[tuple[str, ...], Meaning] = field(default_factory=dict)
    staff: Mapping[str, str] = field(default_factory=dict)
    longest: int = 3

    @classmethod
    def of(
        cls,
        *,
        kinds: Iterable[tuple[str, str, str]] = (),
        places: Iterable[tuple[str, str, str]] = (),
        staff: Iterable[tuple[str, str]] = (),
        cars: Iterable[tuple[str, str, str | None]] = (),
    ) -> "QuickWords":
        """Words of a team: lists as (code, means, label), staff as (id, initials), cars as
        (id, name, plate).

        A built-in word stands for the team's first choice with that meaning; the team's own
        labels come before the built-in words.
        """
        phrases: dict[tuple[str, ...], Meaning] = {}
        for offset, words in _DAYS.items():
            _put(phrases, words, Meaning("day", offset))
        for weekday, words in enumerate(_WEEKDAYS):
            _put(phrases, words, Meaning("weekday", weekday))
        for code, words in _WITH_WHOM.items():
            _put(phrases, words, Meaning("with_whom", code))
        _put(phrases, _TWO, Meaning("needs", 2))
        _put_list(phrases, "place", _PLACES, places)
        _put_list(phrases, "kind", _KINDS, kinds)
        for car_id, name, plate in cars:
            for word in (name, plate or ""):
                _put(phrases, word, Meaning("car", car_id))
            for prefix in ("bil", "car"):
                number = name.casefold().removeprefix("bil").removeprefix("car").strip()
                if number and " " not in number:
                    _put(phrases, f"{prefix} {number}|{prefix}{number}", Meaning("car", car_id))
        known = {initials.upper(): staff_id for staff_id, initials in staff}
        return cls(phrases, known, max((len(words) for words in phrases), default=1))


def _put(phrases: dict[tuple[str, ...], Meaning], words: str, meaning: Meaning) -> None:
    for phrase in words.split("|"):
        parts = tuple(phrase.casefold().split())
        if parts:
            stays = meaning.stays or phrase in KEPT_IN_NOTE
            phrases[parts] = Meaning(meaning.field, meaning.value, stays)


def _put_list(
    phrases: dict[tuple[str, ...], Meaning],
    name: str,
    built_in: Mapping[str, str],
    choices: Iterable[tuple[str, str, str]],
) -> None:
    listed = list(choices)
    first_with: dict[str, str] = {}
    for code, means, _label in listed:
        first_with.setdefault(means, code)
    for means, words in built_in.items():
        if means in first_with:
            _put(phrases, words, Meaning(name, first_with[means]))
    for code, _means, label in listed:
        _put(phrases, label.replace("|", " "), Meaning(name, code))
