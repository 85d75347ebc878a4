"""Errors a user may meet."""

from factdesk.errors import KnownError


def test_a_known_error_is_one_line_of_what_happened_and_what_to_do():
    error = KnownError("The file is\nnot there.", "Choose another.")
    assert str(error) == "The file is not there. Choose another."
    assert (error.message, error.advice) == ("The file is\nnot there.", "Choose another.")


def test_advice_may_be_lacking():
    assert str(KnownError("Nothing to undo.")) == "Nothing to undo."
