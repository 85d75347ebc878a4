"""The wall: it names nobody, fits its room, and a name shown for a moment is logged."""

from dataclasses import asdict

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QWidget
from sqlalchemy import select

from factdesk.board.views import Board
from factdesk.contacts.tables import ContactState
from factdesk.store.tables import AccessEntry
from factdesk.team.actions.edit_settings import EditSettings
from tests.support.messages import RecordedMessages
from ui.bridge import Bridge
from ui.wall.rows import WallRow, initials, wall_rows
from ui.wall.window import WallWindow
from ui.widgets.marks import InitialsBadge

SECRET = "Har mistet leiligheten"
PEOPLE = ("Even Ali", "Åse Ødegård", "Kari-Anne Ruud", "Even Aas", "Siri Myhre")


@pytest.fixture
def wall(qtbot, desk, make):
    """A wall on a small board; Siri's alias is her own family name."""
    for number, name in enumerate(PEOPLE):
        given, family = name.split(" ")
        alias = {0: "Fjellet", 4: "Myhre"}.get(number)
        person = make.person(given, family, birth_number="13089012345", wall_alias=alias)
        make.place(person, "crisis", reason=SECRET, agreed=SECRET, position=number)
    messages = RecordedMessages()
    bridge = Bridge(desk, messages, lambda conflict, mine: None)
    qtbot.waitUntil(lambda: bridge._team is not None)
    window = WallWindow(bridge)
    qtbot.addWidget(window)
    window.resize(1920, 1080)
    window.show()
    qtbot.waitUntil(lambda: bool(window.sheet.model_.rows))
    yield window
    window.close()
    bridge.close()


def exposed(window):
    """Every text the window paints or gives to a screen reader."""
    texts = [label.text() for label in window.findChildren(QLabel)]
    for widget in [window, *window.findChildren(QWidget)]:
        texts += [widget.accessibleName(), widget.accessibleDescription()]
        texts += [widget.toolTip(), widget.windowTitle()]
    model = window.sheet.model_
    for role in Qt.ItemDataRole:
        if role.value < Qt.ItemDataRole.UserRole.value:
            texts += [str(model.data(model.index(at), role)) for at in range(model.rowCount())]
    interface = QAccessible.queryAccessibleInterface(window.sheet)
    for at in range(interface.childCount()):
        child = interface.child(at)
        texts += [child.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Value)]
    return "\n".join(text for text in texts if text)


def test_nothing_on_the_wall_names_a_person(wall):
    text = exposed(wall)
    assert "Fjellet" in text
    for name in PEOPLE:
        for part in name.replace("-", " ").split(" "):
            assert part not in text
    assert "13089012345" not in text
    assert SECRET not in text


def test_free_text_is_shown_only_where_the_team_has_turned_it_on(desk, make):
    make.place(make.person("Even", "Ali"), "crisis", reason=SECRET, agreed="Ringe")
    board = desk.see(Board())
    quiet = wall_rows(board, shows_reason=False, shows_agreed=False)
    assert [row.texts for row in quiet if row.key] == [()]
    told = wall_rows(board, shows_reason=True, shows_agreed=True)
    assert [row.texts for row in told if row.key] == [(SECRET, "Ringe")]


def test_what_the_team_turns_off_again_leaves_the_wall_at_once(qtbot, desk, wall):
    def shows(*, on):
        settings = wall.bridge.team.settings
        values = asdict(settings) | {"wall_shows_reason": on, "wall_shows_agreed": on}
        team_id, seen = values.pop("id"), values.pop("version")
        values.pop("recovery_key_at")
        desk.do(EditSettings(team_id, seen, **values))

    shows(on=True)
    qtbot.waitUntil(lambda: SECRET in exposed(wall))
    qtbot.waitUntil(lambda: wall.bridge.team.settings.wall_shows_reason)
    shows(on=False)
    qtbot.waitUntil(lambda: SECRET not in exposed(wall))


def test_the_badges_of_those_who_are_here_stand_at_the_right(wall):
    badges = wall.findChildren(InitialsBadge)
    assert badges
    assert max(one.geometry().right() for one in badges) == wall._here.width() - 1


def test_a_visit_that_nobody_can_go_to_is_marked(desk, make):
    person = make.person("Even", "Ali")
    make.place(person, "crisis")
    start = desk.clock.now()
    make.contact(person, state=ContactState.PLANNED, start=start)
    rows = wall_rows(desk.see(Board()), shows_reason=False, shows_agreed=False)
    assert [row.lacks for row in rows if row.key] == [True]
    assert "nobody yet" in rows[1].spoken


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1366, 768)])
def test_eighteen_rows_in_five_sections_stand_on_one_page(wall, width, height):
    wall.resize(width, height)
    rows = []
    for section in range(5):
        rows.append(WallRow("", f"S{section}", is_heading=True))
        rows += [WallRow(f"{section}{n}", "A.B.") for n in range(4 if section < 3 else 3)]
    wall.sheet.show_rows(rows)
    assert wall.sheet.pages == 1
    assert wall.sheet.verticalScrollBar().maximum() == 0


def test_two_of_the_same_initials_are_told_apart(wall):
    names = [row.who for row in wall.sheet.model_.rows if row.key]
    assert len(set(names)) == len(names)
    assert "S.M." in names


def test_a_name_is_shown_for_a_moment_and_logged(qtbot, desk, wall):
    wall.sheet.setCurrentIndex(wall.sheet.model_.index(2))
    person = wall.sheet.selected.key
    qtbot.keyClick(wall.sheet, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: bool(wall.sheet.model_.revealed))
    assert wall.sheet.model_.data(wall.sheet.model_.index(2)) == "Åse Ødegård"
    desk.store.forbidden_thread = None
    with desk.store.reading(desk.actor) as reader:
        logged = reader.session.execute(select(AccessEntry.person_id, AccessEntry.purpose)).all()
    assert logged == [(person, "wall")]
    wall._hide_name.timeout.emit()
    assert wall.sheet.model_.revealed == {}


def test_the_arrows_mark_persons_and_pass_headings(qtbot, wall):
    rows = [WallRow("", "Krise", is_heading=True), WallRow("1", "A.A.")]
    rows += [WallRow("", "Nye", is_heading=True), WallRow("2", "B.B.")]
    wall.sheet.show_rows(rows)
    marked = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_End):
        qtbot.keyClick(wall.sheet, key)
        marked.append(wall.sheet.selected.key)
    assert marked == ["1", "2", "1", "1", "2"]


def test_many_rows_are_paged_and_none_is_lost(wall):
    rows = [WallRow("", "Krise 70", is_heading=True)]
    rows += [WallRow(str(number), f"A.{number}.") for number in range(70)]
    wall.sheet.show_rows(rows)
    pages = wall.sheet.pages
    assert pages > 1
    seen = []
    for _page in range(pages):
        seen += [row.key for row in wall.sheet.model_.rows if row.key]
        assert wall.sheet.model_.rows[0].is_heading
        wall.sheet.turn()
    assert seen == [str(number) for number in range(70)]


def test_eighteen_rows_in_nine_sections_fit_without_scrolling(wall):
    rows = []
    for section in range(9):
        rows.append(WallRow("", f"S{section}", is_heading=True))
        rows += [WallRow(f"{section}{n}", "A.B.") for n in range(2)]
    wall.sheet.show_rows(rows)
    assert wall.sheet.pages == 1
    assert wall.sheet.verticalScrollBar().maximum() == 0


def test_escape_ends_the_wall_and_tells_it(qtbot, wall):
    with qtbot.waitSignal(wall.ended):
        qtbot.keyClick(wall.sheet, Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Even Máret Ali", "E.M.A."), ("Kari-Anne Ruud", "K.A.R."), ("Øyvind", "Ø.")],
)
def test_initials_of_a_person_have_dots(name, shown):
    assert initials(name) == shown
