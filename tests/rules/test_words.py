"""House rules of the words: found by the extraction, asked for when shown, translated."""

import ast

import pytest

from tests.support.sources import calls, calls_at_import, name_of, place, python_files, tree
from tools.translations import problems_in

ROOMS = ("factdesk", "fidelity", "ui")
LOOKUPS = {"_", "ngettext", "pgettext", "npgettext"}


def _texts(call: ast.Call) -> list[ast.expr]:
    """Return the arguments of a gettext call that are texts."""
    count = {"_": 1, "N_": 1, "ngettext": 2, "pgettext": 2, "npgettext": 3}
    return call.args[: count.get(name_of(call.func), 0)]


def _cannot_be_found(text: ast.expr) -> bool:
    """Say whether the extraction misses a text: it was put together before it was looked up."""
    return isinstance(text, ast.JoinedStr | ast.BinOp) or (
        isinstance(text, ast.Call) and name_of(text.func).rpartition(".")[2] in ("", "format")
    )


def test_a_text_is_whole_when_it_is_looked_up():
    broken = [
        place(path, call)
        for path in python_files(*ROOMS)
        for call in calls(tree(path))
        if any(_cannot_be_found(text) for text in _texts(call))
    ]
    assert not broken, '_("Seen by {name}").format(name=name), never _(f"Seen by {name}")'


@pytest.mark.parametrize(
    ("code", "missed"),
    [
        ('_(f"Seen by {name}")', True),
        ('_("Seen by {}".format(name))', True),
        ('_("Seen by " + name)', True),
        ('_("Seen by {name}").format(name=name)', False),
        ("_(LABELS[kind])", False),
    ],
)
def test_the_rule_finds_what_it_should(code, missed):
    found = [call for call in calls(ast.parse(code)) if name_of(call.func) == "_"]
    assert any(_cannot_be_found(text) for call in found for text in _texts(call)) is missed


def test_no_text_is_looked_up_inside_an_f_string():
    """The extraction does not look into f-strings, so such a text would never be translated."""
    hidden = [
        place(path, call)
        for path in python_files(*ROOMS)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.JoinedStr)
        for call in calls(node)
        if name_of(call.func) in LOOKUPS
    ]
    assert not hidden, "look it up on a line of its own"


def test_no_text_is_looked_up_before_the_language_is_known():
    early = [
        place(path, call)
        for path in python_files(*ROOMS)
        for call in calls_at_import(tree(path))
        if name_of(call.func) in LOOKUPS
    ]
    assert not early, "mark it with N_ and look it up when it is shown"


def test_every_text_is_in_bokmal_and_nynorsk():
    assert problems_in() == []
