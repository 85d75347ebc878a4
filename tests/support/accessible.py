"""What a screen reader meets: which widgets take the keyboard, and which of them have no name."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QWidget

# What belongs to Qt's own compound widgets is named by the widget around it.
_INNER = ("qt_", "ScrollBar", "QtPrivate")


def focusable(root: QWidget) -> Iterator[QWidget]:
    """Give every widget below (and with) ``root`` that can have the keyboard when it is shown."""
    for widget in (root, *root.findChildren(QWidget)):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.focusProxy() is not None:
            continue
        if widget is not root and not widget.isVisibleTo(root):
            continue
        if widget.objectName().startswith(_INNER) or _is_inner(widget):
            continue
        yield widget


def unnamed(root: QWidget) -> list[str]:
    """Return what a screen reader meets and has no name for, as "Class in Class in ..."."""
    return [_path(widget, root) for widget in focusable(root) if not widget.accessibleName()]


def _is_inner(widget: QWidget) -> bool:
    """Tell whether it is the line of a list or of a number."""
    return isinstance(widget, QLineEdit) and isinstance(
        widget.parentWidget(), (QComboBox, QAbstractSpinBox)
    )


def _path(widget: QWidget, root: QWidget) -> str:
    """Return where a widget stands, from inside out."""
    names = []
    found: QWidget | None = widget
    while found is not None and found is not root:
        names.append(type(found).__name__)
        found = found.parentWidget()
    return " in ".join([*names, type(root).__name__])
