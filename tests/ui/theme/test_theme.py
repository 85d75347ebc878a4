"""The theme: readable in every scheme, and every size follows the text."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QSpinBox, QTimeEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.support.sources import ROOT
from ui.theme import Theme, icon, icon_names, install, theme
from ui.theme.tokens import READABLE, SCHEMES, VISIBLE, Scheme, colour_value, contrast_ratio


@pytest.fixture
def looks(qapp: QApplication) -> Iterator[Theme]:
    found = install(qapp)
    yield found
    found.set_text_scale(1.0)
    found.choose("system")


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert contrast_ratio("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("writing", "ground"), READABLE)
def test_writing_can_be_read(scheme: Scheme, writing: str, ground: str) -> None:
    ratio = contrast_ratio(colour_value(writing, scheme), colour_value(ground, scheme))
    assert ratio >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("mark", "ground"), VISIBLE)
def test_shapes_can_be_seen(scheme: Scheme, mark: str, ground: str) -> None:
    ratio = contrast_ratio(colour_value(mark, scheme), colour_value(ground, scheme))
    assert ratio >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_status_edge_sets_the_palest_fill_off_from_the_page(scheme: Scheme) -> None:
    edge = colour_value("status_edge", scheme)
    fill = colour_value("status_yellow", scheme)
    page = colour_value("surface", scheme)
    assert max(contrast_ratio(edge, page), contrast_ratio(fill, page)) >= 3


def test_installing_twice_gives_one_theme(qapp: QApplication, looks: Theme) -> None:
    assert install(qapp) is looks is theme()


def test_a_forced_scheme_reaches_palette_and_listeners(
    qapp: QApplication, looks: Theme, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(looks.changed):
        looks.choose("dark")
    assert looks.scheme == "dark"
    assert qapp.palette().color(QPalette.ColorRole.Base) == looks.colour("surface")


def test_two_hundred_percent_doubles_lengths_and_type(looks: Theme) -> None:
    small, gap = looks.font("body").pixelSize(), looks.px(8)
    looks.set_text_scale(2.0)
    assert looks.font("body").pixelSize() == 2 * small
    assert looks.px(8) == 2 * gap


def test_labels_take_their_role_at_the_text_size(looks: Theme, qtbot: QtBot) -> None:
    looks.set_text_scale(2.0)
    label = QLabel("Åse Ødegård")
    label.setProperty("role", "title")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert label.font().pixelSize() == looks.font("title").pixelSize()


def test_the_typeface_is_inter_with_tabular_figures(looks: Theme) -> None:
    font = looks.font("body")
    assert QFontInfo(font).family() == "Inter"
    assert [tag.toString().data() for tag in font.featureTags()] == [b"tnum"]


def test_every_icon_draws_something(looks: Theme) -> None:
    for name in icon_names():
        picture = icon(name).pixmap(24, 24).toImage()
        points = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
        assert any(picture.pixelColor(x, y).alpha() > 128 for x, y in points), name


def test_an_unknown_icon_is_refused(looks: Theme) -> None:
    with pytest.raises(KeyError):
        icon("no-such-icon")


def test_icons_follow_the_scheme(looks: Theme) -> None:
    looks.choose("light")
    light = icon("square").pixmap(24, 24).toImage()
    looks.choose("dark")
    assert icon("square").pixmap(24, 24).toImage() != light


def test_a_field_made_before_the_theme_is_installed_does_no_harm() -> None:
    program = """
from PySide6.QtWidgets import QApplication
from ui.widgets.fields import SearchField
app = QApplication([])
field = SearchField("Search", keys="Ctrl+K")
from ui.theme import install, theme
assert install(app) is theme()
"""
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr[-2000:]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", [QSpinBox, QTimeEdit, QLineEdit])
def test_what_is_in_a_field_is_seen(
    looks: Theme, qtbot: QtBot, scheme: Scheme, kind: type[QWidget]
) -> None:
    looks.choose(scheme)
    field = kind()
    qtbot.addWidget(field)
    if isinstance(field, QLineEdit):
        field.setText("42")
    field.resize(160, field.sizeHint().height())
    field.show()
    picture = field.grab().toImage()
    ink = looks.colour("text").rgb()
    inside = ((x, y) for x in range(4, 156) for y in range(8, picture.height() - 8))
    assert any(picture.pixelColor(x, y).rgb() == ink for x, y in inside)
