"""House rules of the queries: rows of one moment never change places between two readings."""

import ast
import re

import pytest

from tests.support.sources import calls, place, python_files, tree

_MOMENT = re.compile(r"(at|start|since|day|\w+_(at|on|day|from|to))\Z")


def _key(node: ast.expr) -> ast.expr:
    """The column of a key, whichever way it is sorted."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.value
    return node


def _selected(call: ast.Call) -> list[ast.expr]:
    """What the statement selects that a call ends, where it begins in the same place."""
    node: ast.expr = call
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        node = node.func.value
    return node.args if isinstance(node, ast.Call) else []


def _leaves_it_open(call: ast.Call) -> bool:
    """Whether the last key is a moment; who asks for nothing but the moment gets the same."""
    if not (isinstance(call.func, ast.Attribute) and call.func.attr == "order_by" and call.args):
        return False
    last = _key(call.args[-1])
    if not (isinstance(last, ast.Attribute) and _MOMENT.match(last.attr)):
        return False
    return [ast.dump(one) for one in _selected(call)] != [ast.dump(last)]


def test_what_is_ordered_by_a_moment_is_ordered_by_the_row_as_well():
    open_ended = [
        place(path, call)
        for path in python_files("factdesk")
        for call in calls(tree(path))
        if _leaves_it_open(call)
    ]
    assert not open_ended, "add the row's id as the last key"


@pytest.mark.parametrize(
    ("code", "is_open"),
    [
        ("select(Note).order_by(Note.at)", True),
        ("select(Note).where(x).order_by(Note.at.desc()).limit(1)", True),
        ("query.order_by(Task.due_on)", True),
        ("select(Note).order_by(Note.at.desc(), Note.id.desc())", False),
        ("select(Contact.start).where(x).order_by(Contact.start.desc())", False),
        ("select(Act).order_by(Act.last)", False),
    ],
)
def test_the_rule_finds_what_it_should(code, is_open):
    assert any(map(_leaves_it_open, calls(ast.parse(code)))) is is_open
