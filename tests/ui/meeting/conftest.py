"""A meeting page on a real store, ready to be typed on."""

import pytest

from factdesk.words import set_language
from tests.support.meetings import Keys
from tests.support.messages import RecordedMessages
from ui.bridge import Bridge
from ui.meeting.page import MeetingPage
from ui.theme import theme

NAMES = (
    "Even Ali, Åse Ødegård, Fatima Andersen, Sindre Strand, Kari Ruud, Ailo Tran, Live Kowalski,"
    " Agnieszka Eriksen, Nils Holt, Berit Moe, Odd Vik, Tor Lie, Una By, Liv Dal, Per Nygård"
)


@pytest.fixture(autouse=True)
def bokmal():
    set_language("nb")
    yield
    set_language("en")


@pytest.fixture
def team(make):
    """Fifteen on the board in three sections, three of the caseload: eighteen in all."""
    make.staff("Tove Kvam")
    make.staff("Eli Østby", initials="EØ")
    sections = ("crisis", "admitted", "difficult_to_engage")
    for number, name in enumerate(NAMES.split(", ")):
        given, family = name.split(" ")
        make.place(make.person(given, family), sections[number // 5], position=number)
    for name in ("Siri", "Tom", "Ulf"):
        make.person(name, "Myhre")


@pytest.fixture
def open_page(qtbot, desk, team):
    """Return a function that shows the page on a bridge of its own, ready to type on."""
    bridges = []

    def opened():
        theme()
        messages = RecordedMessages()
        bridge = Bridge(desk, messages, lambda conflict, mine: messages.problems.append(conflict))
        bridges.append(bridge)
        qtbot.waitUntil(lambda: bridge._team is not None)
        page = MeetingPage(bridge, messages)
        page.messages_said = messages
        qtbot.addWidget(page)
        page.resize(1920, 1010)
        page.show()
        # The answer has come when the panel has taken the focus.
        panel = page.start_panel
        qtbot.waitUntil(lambda: page.focusWidget() in (panel.typed, panel.resume))
        return page

    yield opened
    for bridge in bridges:
        bridge.close()


@pytest.fixture
def page(open_page):
    return open_page()


@pytest.fixture
def keys(qtbot, page):
    return Keys(qtbot, page)
