"""The plan of a person on a real desk, and the keys pressed in it."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from factdesk.desk import Desk
from factdesk.people.actions.consents import GiveConsent
from factdesk.people.kinds import ConsentGiver, ConsentKind
from factdesk.plans.actions.plan import MakePlan
from tests.support.desks import member
from tests.support.messages import RecordedMessages
from tests.support.screens import bridge, bridge_to, host, messages, shown_dialog
from ui.bridge import Bridge
from ui.plans.plan_tab import PlanTab

__all__ = ["bridge", "bridge_to", "host", "messages", "shown_dialog"]

Opens = Callable[..., PlanTab]


@pytest.fixture
def opened(bridge: Bridge, host: QWidget, messages: RecordedMessages, qtbot: QtBot) -> Opens:
    """Return a function that opens the plan of a person and waits until it is shown."""

    def open_(person_id: str, through: Bridge | None = None) -> PlanTab:
        tab = PlanTab(through or bridge, messages, person_id)
        tab.setParent(host)
        tab.resize(host.size())
        tab.show()
        qtbot.waitUntil(lambda: tab.facts is not None)
        return tab

    return open_


@pytest.fixture
def consented(desk: Desk, make: Any) -> str:
    """A person who has consented to a plan."""
    person: str = make.person("Åse", "Ødegård")
    desk.do(GiveConsent(person, ConsentKind.PLAN, ConsentGiver.SELF, given_on=desk.clock.today()))
    return person


@pytest.fixture
def planned(desk: Desk, consented: str) -> str:
    """A person with a plan that has just begun."""
    desk.do(MakePlan(consented))
    return consented


@pytest.fixture
def colleague(desk: Desk, make: Any, second_desk: Callable[..., Desk]) -> Desk:
    """The desk of another member on the same store."""
    return second_desk(desk, member(make.staff("Tove Kvam"), "Tove Kvam"))
