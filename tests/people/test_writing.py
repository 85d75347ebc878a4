"""Texts as they are pasted: what nobody sees is nothing."""

import pytest

from factdesk.people.errors import TextMissing
from factdesk.people.writing import demand_text, tidy

UNSEEN = ["", " ", " \n\t ", "\u00a0\u2003", "\u200b", "\ufeff", "\u202e\u202d", "\0", "\x1b"]


@pytest.mark.parametrize("text", UNSEEN)
def test_a_text_of_signs_that_nobody_sees_is_none(text: str) -> None:
    assert tidy(text) is None
    with pytest.raises(TextMissing):
        demand_text(text, "Text")


@pytest.mark.parametrize("text", ["a", "\u200bÅse\u200d", "😀", "😀\u200d👧", "\u202eשלום", "."])
def test_a_text_with_something_to_see_is_kept_as_it_was_written(text: str) -> None:
    assert tidy(f"  {text}\n") == text
    assert demand_text(f" {text}", "Text") == text
