"""The one style sheet, made from colours and sizes. Widgets of the kit paint themselves; this is
for the plain Qt widgets around them, and for labels by their role."""

from collections.abc import Callable
from string import Template

from PySide6.QtGui import QColor

from ui.theme.fonts import ROLES

_SHEET = Template("""
QWidget { selection-background-color: $accent; selection-color: $on_accent; }
QToolTip { background: $surface; color: $text; border: 1px solid $field_edge;
  padding: ${p6}px ${p8}px; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {
  background: $surface; color: $text; border: 1px solid $field_edge; border-radius: ${p6}px;
  padding: ${p6}px ${p10}px; min-height: ${p22}px; placeholder-text-color: $muted; }
QPlainTextEdit[quiet="true"] { background: $surface_alt; border-color: $line; }
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover { border-color: $accent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
  border: ${p2}px solid $focus; padding: ${p5}px ${p9}px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled {
  color: $disabled; background: $canvas; border-color: $line; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {
  border: ${p2}px solid $danger_text; padding: ${p5}px ${p9}px; }
QLineEdit[frameless="true"] { border: none; background: transparent; padding: 0; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus, QAbstractSpinBox QLineEdit:disabled {
  border: none; background: transparent; padding: 0; min-height: 0; }
QAbstractSpinBox { qproperty-alignment: AlignCenter; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }
QComboBox::drop-down { border: none; width: ${p28}px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $field_edge; }

QAbstractItemView { background: $surface; color: $text; border: none; outline: none;
  alternate-background-color: $surface_alt; gridline-color: $line;
  selection-background-color: $selection; selection-color: $text; }
QAbstractItemView::item { padding: ${p6}px ${p8}px; border: none; }
QAbstractItemView::item:hover { background: $hover; }
QAbstractItemView::item:selected { background: $selection; color: $text; }
QAbstractItemView::item:focus { border: 1px solid $focus; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: $surface_alt; color: $muted; border: none;
  border-bottom: 1px solid $line; padding: ${p6}px ${p8}px; font-weight: 400;
  font-size: ${p13}px; }

QLabel { background: transparent; color: $text; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="danger"] { color: $danger_text; }
QLabel[tone="warn"] { color: $warn_text; }
QLabel[tone="ok"] { color: $ok_text; }
QLabel[tone="accent"] { color: $accent; }
$roles

QFrame[kind="card"] { background: $surface; border: 1px solid $line; border-radius: ${p10}px; }
QFrame[kind="line"] { background: $line; border: none; max-height: 1px; }
QDialog { background: $surface; }

QCheckBox, QRadioButton { spacing: ${p8}px; color: $text; padding: ${p2}px; border: none; }
QCheckBox:focus, QRadioButton:focus { color: $accent; text-decoration: underline; }
QCheckBox::indicator, QRadioButton::indicator { width: ${p18}px; height: ${p18}px;
  border: 1px solid $field_edge; border-radius: ${p4}px; background: $surface; }
QCheckBox::indicator:checked, QRadioButton::indicator:checked { background: $accent;
  border-color: $accent; }
QRadioButton::indicator { border-radius: ${p9}px; }

QScrollArea { border: none; background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { background: transparent; width: ${p12}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${p12}px; margin: 0; }
QScrollBar::handle { background: $button_edge; border-radius: ${p4}px; margin: ${p2}px; }
QScrollBar::handle:vertical { min-height: ${p32}px; }
QScrollBar::handle:horizontal { min-width: ${p32}px; }
QScrollBar::handle:hover { background: $field_edge; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: $hover; border: none; border-radius: ${p3}px;
  max-height: ${p6}px; min-height: ${p6}px; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: ${p3}px; }

QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $muted; padding: ${p8}px ${p14}px; border: none;
  border-bottom: ${p3}px solid transparent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:focus { background: $selection; }
QTabBar::scroller { width: ${p32}px; }
QTabBar QToolButton { background: $surface; border: 1px solid $button_edge; }
QTabBar::tear { width: 0; image: none; }

QMenu { background: $surface; border: 1px solid $field_edge; padding: ${p4}px; }
QMenu::item { padding: ${p6}px ${p24}px ${p6}px ${p12}px; border-radius: ${p4}px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::separator { height: 1px; background: $line; margin: ${p4}px; }

QCalendarWidget QWidget#qt_calendar_navigationbar { background: $surface_alt; }
QCalendarWidget QToolButton { color: $text; background: transparent; border: none;
  padding: ${p6}px; }
QCalendarWidget QToolButton:hover, QCalendarWidget QToolButton:focus { background: $selection; }
QCalendarWidget QAbstractItemView { selection-background-color: $accent;
  selection-color: $on_accent; }
QCalendarWidget QAbstractItemView::item { padding: 0; }
QCalendarWidget QSpinBox { padding: 0 ${p4}px; min-height: 0; }
QSplitter::handle { background: $line; }
""")


def make_stylesheet(colour: Callable[[str], QColor], px: Callable[[float], int]) -> str:
    """Return the style sheet; `colour` gives a token's colour, `px` a design length in pixels."""
    sizes = (2, 3, 4, 5, 6, 8, 9, 10, 12, 13, 14, 18, 22, 24, 28, 32)
    values = {f"p{size}": str(px(size)) for size in sizes}
    values["roles"] = "\n".join(_role_rules(px))
    names = {
        found["named"] or found["braced"]
        for found in _SHEET.pattern.finditer(_SHEET.template)
        if found["named"] or found["braced"]
    }
    tokens = {name: colour(name).name() for name in names if name not in values}
    return _SHEET.substitute(tokens | values)


def _role_rules(px: Callable[[float], int]) -> list[str]:
    """Return one rule per font role, for labels that carry it as a property."""
    return [
        f'QLabel[role="{role}"] {{ font-size: {px(size)}px; '
        f"font-weight: {600 if strong else 400}; }}"
        for role, (size, strong) in ROLES.items()
    ]
