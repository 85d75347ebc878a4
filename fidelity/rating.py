"""What a rater gives an item, and what may be wrong with it."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from fidelity.marking import N_
from fidelity.model import Mark

#: A score, or a mark for an item that is answered without one.
Given = int | Mark


class Wrong(enum.StrEnum):
    """What is wrong with a rating. The values that come with each are in brackets."""

    #: [item]
    UNKNOWN_ITEM = "unknown_item"
    #: [item, score, lowest, highest]
    OUT_OF_RANGE = "out_of_range"
    #: [item, variants]: more than one variant is answered
    TWO_VARIANTS = "two_variants"
    #: [item, mark]: no rule of the scale lets the item be left out
    NEVER_LEFT_OUT = "never_left_out"
    #: [item, mark, marks]: it may be left out, but not with this mark
    OTHER_MARK = "other_mark"
    #: [item, mark, items]: it may be left out only together with these
    NOT_TOGETHER = "not_together"
    #: [item, mark, post]: it may be left out only where this item is scored
    POST_NOT_SCORED = "post_not_scored"


#: What each code says, in English; the values of the error stand in braces.
MESSAGES = {
    Wrong.UNKNOWN_ITEM: N_("There is no item {item} in the scale."),
    Wrong.OUT_OF_RANGE: N_("{item}: {score} is not from {lowest} to {highest}."),
    Wrong.TWO_VARIANTS: N_("{item}: only one of {variants} is scored."),
    Wrong.NEVER_LEFT_OUT: N_("{item} may not be left out ({mark})."),
    Wrong.OTHER_MARK: N_("{item} may be left out, but only as {marks}."),
    Wrong.NOT_TOGETHER: N_("{item} may be left out ({mark}) only together with {items}."),
    Wrong.POST_NOT_SCORED: N_("{item} may be left out ({mark}) only where {post} is scored."),
}


def shown(values: Mapping[str, object]) -> dict[str, str]:
    """The values of an error as they stand in its text: several codes with commas."""
    return {
        key: ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        for key, value in values.items()
    }


class RatingError(Exception):
    """A rating that the scale does not allow; ``values`` always has ``item``."""

    def __init__(self, code: Wrong, **values: object) -> None:
        """Keep what is wrong, and with what."""
        self.code = code
        self.values: Mapping[str, object] = values
        super().__init__(MESSAGES[code].format(**shown(values)))

    @property
    def item(self) -> str:
        """The code of the item that is named."""
        return str(self.values["item"])
