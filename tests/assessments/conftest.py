"""An assessment with two raters, on each engine in turn."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from factdesk.desk import Desk
from factdesk.store.action import Actor
from tests.support.builders import Make
from tests.support.small_scale import Team, open_small


@pytest.fixture
def team(any_desk: Desk, make: Make, second_desk: Callable[[Desk, Actor], Desk]) -> Team:
    """Opened, nothing scored."""
    return open_small(make, second_desk)
