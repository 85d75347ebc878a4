"""The rows model: views are told exactly what changed."""

from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui.widgets.row_changes import longest_ordered, runs
from ui.widgets.rows_model import ROW_ROLE, Column, RowsModel


@dataclass(frozen=True)
class Person:
    key: int
    name: str = ""


COLUMNS = (
    Column[Person](lambda: "Key", lambda row: str(row.key), sort=lambda row: row.key, right=True),
    Column[Person](
        lambda: "Name",
        lambda row: row.name,
        edit=lambda row: row.name,
        spoken=lambda row: f"name {row.name}",
    ),
)


def model_of(*keys: int) -> RowsModel[Person]:
    model: RowsModel[Person] = RowsModel(COLUMNS)
    model.set_rows(Person(key) for key in keys)
    return model


def keys(model: RowsModel[Person]) -> list[int]:
    return [row.key for row in model.rows]


def told(model: RowsModel[Person]) -> list[str]:
    """Collect what the model tells its views."""
    heard: list[str] = []
    model.rowsInserted.connect(lambda _p, a, b: heard.append(f"+{a}-{b}"))
    model.rowsRemoved.connect(lambda _p, a, b: heard.append(f"-{a}-{b}"))
    model.rowsMoved.connect(lambda _p, a, _b, _q, to: heard.append(f"{a}>{to}"))
    model.dataChanged.connect(lambda a, b: heard.append(f"*{a.row()}-{b.row()}"))
    model.layoutChanged.connect(lambda: heard.append("order"))
    model.modelReset.connect(lambda: heard.append("reset"))
    return heard


def test_the_same_rows_tell_nothing(qapp: QApplication) -> None:
    model = model_of(1, 2, 3)
    heard = told(model)
    model.set_rows([Person(1), Person(2), Person(3)])
    assert heard == []


def test_each_change_is_told_once(qapp: QApplication) -> None:
    model = model_of(1, 2, 3, 4, 5)
    heard = told(model)
    model.set_rows([Person(1), Person(5), Person(3), Person(4, "new"), Person(6), Person(7)])
    assert heard == ["-1-1", "3>1", "+4-5", "*3-3"]


def test_one_row_moved_down_is_one_move(qapp: QApplication) -> None:
    model = model_of(*range(200))
    heard = told(model)
    model.set_rows(Person(key) for key in [*range(1, 200), 0])
    assert heard == ["0>200"]


def test_a_new_order_of_many_rows_is_told_at_once(qapp: QApplication) -> None:
    model = model_of(*range(200))
    heard = told(model)
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert heard == ["order"]
    assert keys(model) == list(range(199, -1, -1))


def test_two_rows_with_one_key_are_refused(qapp: QApplication) -> None:
    model = model_of(1)
    with pytest.raises(ValueError, match="same key"):
        model.set_rows([Person(2), Person(2)])
    assert keys(model) == [1]


lists = st.lists(st.integers(0, 120), unique=True, max_size=90)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    before=lists,
    after=st.lists(
        st.tuples(st.integers(0, 120), st.text(max_size=1)),
        unique_by=lambda pair: pair[0],
        max_size=90,
    ),
)
def test_any_change_leads_every_index_to_its_row(
    qapp: QApplication, before: list[int], after: list[tuple[int, str]]
) -> None:
    model = model_of(*before)
    tester = ModelTester(_Config())
    tester.check(model)
    kept = {key: QPersistentModelIndex(model.index_of(key)) for key in before}
    model.set_rows(Person(key, name) for key, name in after)
    assert [(row.key, row.name) for row in model.rows] == after
    now = {key for key, _name in after}
    for key, index in kept.items():
        assert index.isValid() == (key in now)
        if index.isValid():
            assert index.data(ROW_ROLE).key == key
    tester._cleanup()


class _Config:
    """What pytest-qt's model tester asks of pytest's configuration."""

    def getini(self, _name: str) -> str:
        return "pyside6"


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester, qapp: QApplication) -> None:
    model = model_of(1, 2, 3)
    qtmodeltester.check(model)
    model.set_rows([Person(3), Person(1, "x"), Person(9)])
    model.set_filter(lambda row: row.key > 1)
    model.sort(0)


def test_the_selection_stays_on_its_person(qtbot: QtBot) -> None:
    view = QListView()
    qtbot.addWidget(view)
    model = model_of(1, 2, 3)
    model.setParent(view)
    view.setModel(model)
    view.selectionModel().select(
        model.index_of(3), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    model.set_rows([Person(3, "moved"), Person(7), Person(1)])
    assert [model.row(index).key for index in view.selectionModel().selectedIndexes()] == [3]


def test_filter_and_sort_keep_the_order_given_underneath(qapp: QApplication) -> None:
    model = model_of(3, 1, 2)
    model.sort(0)
    model.set_filter(lambda row: row.key != 2)
    assert (keys(model), model.total) == ([1, 3], 3)
    model.set_filter(None)
    model.sort(-1)
    assert keys(model) == [3, 1, 2]


def test_a_typed_value_is_told_and_not_taken(qtbot: QtBot) -> None:
    model = model_of(1)
    with qtbot.waitSignal(model.edited) as told_:
        assert not model.setData(model.index(0, 1), "Åse")
    assert told_.args == [Person(1), 1, "Åse"]
    assert model.index(0, 1).data() == ""


def test_cells_speak_and_only_editable_ones_are_edited(qapp: QApplication) -> None:
    model = model_of(1)
    assert model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "name "
    assert model.flags(model.index(0, 1)) & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Key"


@given(st.lists(st.integers(), unique=True))
def test_what_stays_is_in_order(numbers: list[int]) -> None:
    chosen = [numbers[at] for at in longest_ordered(numbers)]
    assert chosen == sorted(chosen)
    assert not numbers or len(chosen) >= 1


@given(st.sets(st.integers(0, 50)))
def test_runs_cover_the_numbers(numbers: Iterable[int]) -> None:
    rising = sorted(numbers)
    covered = [number for first, last in runs(rising) for number in range(first, last + 1)]
    assert covered == rising
