"""The tool that compiles and checks translations."""

import gettext

import pytest

from tools.translations import compile_all, problems_in, skeleton

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
PLURAL = 'msgid "{n} day"\nmsgid_plural "{n} days"\nmsgstr[0] "{n} dag"\nmsgstr[1] "{n} dager"\n\n'


@pytest.fixture
def house(tmp_path):
    """A small house with one text of each sort, all translated."""
    for folder in ("factdesk", "ui", "fidelity"):
        (tmp_path / folder).mkdir()
    (tmp_path / "factdesk" / "board.py").write_text(
        'def show(n):\n    return _("Off {name}"), pgettext("light", "Off"), '
        'ngettext("{n} day", "{n} days", n)\n'
    )
    good = (
        'msgid "Off {name}"\nmsgstr "Av {name}"\n\n'
        'msgctxt "light"\nmsgid "Off"\nmsgstr "Slukket"\n\n' + PLURAL
    )
    for language in ("nb", "nn"):
        folder = tmp_path / "resources" / "translations" / language
        folder.mkdir(parents=True)
        (folder / "board.po").write_text(HEADER + good)
    return tmp_path


def _add(house, text, language="nb", room="people"):
    """Write another room's translations."""
    path = house / "resources" / "translations" / language / f"{room}.po"
    path.write_text(HEADER + text)


def test_a_complete_house_has_no_problems_and_compiles(house):
    assert problems_in(house) == []
    assert compile_all(house) == []
    with (house / "resources/translations/nb/factdesk.mo").open("rb") as stream:
        catalogue = gettext.GNUTranslations(stream)
    assert catalogue.gettext("Off {name}") == "Av {name}"
    assert catalogue.pgettext("light", "Off") == "Slukket"
    assert catalogue.ngettext("{n} day", "{n} days", 2) == "{n} dager"


def test_a_missing_text_is_named_with_file_and_line(house):
    (house / "ui" / "window.py").write_text('def title():\n    return _("Board")\n')
    assert problems_in(house) == [
        "ui/window.py:2: not in nb: 'Board'",
        "ui/window.py:2: not in nn: 'Board'",
    ]


def test_a_marked_text_needs_a_translation_too(house):
    (house / "ui" / "window.py").write_text('LABELS = {"board": N_("Board")}\n')
    assert len(problems_in(house)) == 2


def test_two_rooms_may_translate_a_text_alike(house):
    _add(house, 'msgid "Off {name}"\nmsgstr "Av {name}"\n')
    assert problems_in(house) == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('msgid "Off {name}"\nmsgstr "Vekk {name}"\n', "in one room"),
        ('#, fuzzy\nmsgid "New"\nmsgstr "Ny"\n', "fuzzy"),
        ('msgid "By {name}"\nmsgstr "Av {navn}"\n', "placeholders differ"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_compiled(house, text, complaint):
    _add(house, text)
    (problem,) = problems_in(house)
    assert complaint in problem
    assert compile_all(house) == [problem]
    assert not (house / "resources/translations/nb/factdesk.mo").exists()


def test_the_skeleton_holds_what_is_not_translated_yet(house):
    (house / "ui" / "window.py").write_text(
        'def title():\n    return _("Board"), _("Off {name}")\n'
    )
    text = skeleton(house / "ui", "nb", house).decode()
    assert 'msgid "Board"\nmsgstr ""' in text
    assert "Off" not in text
