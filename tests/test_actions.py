"""Every action is known as soon as a team can be opened, whatever page has been shown."""

import subprocess
import sys
from pathlib import Path

import factdesk

_PRINTED = "import sys; import factdesk.opening; print(*sys.modules, sep='\\n')"


def test_opening_a_team_knows_every_action():
    root = Path(factdesk.__file__).parent
    there = {
        ".".join(("factdesk", *file.relative_to(root).with_suffix("").parts))
        for file in root.glob("*/actions/*.py")
        if file.name != "__init__.py"
    }
    assert len(there) > 50
    loaded = subprocess.run(
        [sys.executable, "-c", _PRINTED], capture_output=True, text=True, check=True
    ).stdout.split()
    assert there - set(loaded) == set()
