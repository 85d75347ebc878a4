"""The plan of a person on a real desk, and the keys pressed in it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from factdesk.desk import Desk
from factdesk.people.actions.consents import GiveConsent
from factdesk.people.kinds import ConsentGiver, ConsentKind
from factdesk.plans.actions.plan import MakePlan
from factdesk.store.conflict import Conflict
from tests.support.desks import member
from tests.support.messages import RecordedMessages
from ui.bridge import Bridge
from ui.conflicts import ConflictPanel
from ui.plans.plan_tab import PlanTab
from ui.theme import install

Opens = Callable[..., PlanTab]


def type_(widget: QWidget, text: str) -> None:
    """Press and release the key of each letter; QTest itself knows ASCII only."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(widget, event)


@pytest.fixture
def host(qapp: QApplication, qtbot: QtBot) -> QWidget:
    """A window of the size of a laptop."""
    install(qapp)
    made = QWidget()
    made.resize(1366, 768)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def messages() -> RecordedMessages:
    """What is said to the user."""
    return RecordedMessages()


@pytest.fixture
def bridge_to(
    host: QWidget, messages: RecordedMessages, qtbot: QtBot
) -> Iterator[Callable[[Desk], Bridge]]:
    """Return a function that gives the bridge to a desk; conflicts open their panel."""
    made: list[Bridge] = []

    def bridge(desk: Desk) -> Bridge:
        def show(conflict: Conflict, use_mine: Callable[[], None]) -> None:
            ConflictPanel(host, conflict, use_mine, made[-1].team).open()

        made.append(Bridge(desk, messages, show, host))
        with qtbot.waitSignal(made[-1].ready):
            pass
        return made[-1]

    yield bridge
    for each in made:
        each.close()


@pytest.fixture
def bridge(bridge_to: Callable[[Desk], Bridge], desk: Desk) -> Bridge:
    """The bridge to the test's desk."""
    return bridge_to(desk)


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
def shown_dialog(host: QWidget, qtbot: QtBot) -> Callable[[type[Any]], Any]:
    """Return a function that gives the open dialog of a kind."""

    def find(kind: type[Any]) -> Any:
        qtbot.waitUntil(lambda: any(one.isVisible() for one in host.findChildren(kind)))
        return next(one for one in host.findChildren(kind) if one.isVisible())

    return find


@pytest.fixture
def colleague(desk: Desk, make: Any, second_desk: Callable[..., Desk]) -> Desk:
    """The desk of another member on the same store."""
    return second_desk(desk, member(make.staff("Tove Kvam"), "Tove Kvam"))
