"""Every action is known as soon as a team can be opened, whatever page has been shown."""

import subprocess
import sys
from pathlib import Path

import factdesk

_ASKED = """
import sys
import factdesk.opening
from factdesk.store.action import Action
before = {name for name in sys.modules if ".actions." in name}
assert len(before) < 10, before
assert Action.right_of("board.take_off") == "edit_board"
assert Action.right_of("no.such.act") is None
print(*sys.modules, sep="\\n")
"""


def test_an_act_of_a_page_never_opened_is_known_when_it_is_asked_for():
    root = Path(factdesk.__file__).parent
    there = {
        ".".join(("factdesk", *file.relative_to(root).with_suffix("").parts))
        for file in root.glob("*/actions/*.py")
        if file.name != "__init__.py"
    }
    assert len(there) > 50
    loaded = subprocess.run(
        [sys.executable, "-c", _ASKED], capture_output=True, text=True, check=True
    ).stdout.split()
    assert there - set(loaded) == set()
