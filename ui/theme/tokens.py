"""The colours of the screen: one table, three schemes.

Status fills are those of Okabe and Ito; some are too pale for a white page, so every status shape
has a dark edge (`status_edge`). `READABLE` names the pairs that are read together; each keeps at
least 4.5:1 in every scheme, which the tests measure.
"""

from typing import Final, Literal

Scheme = Literal["light", "dark", "contrast"]
"""What the screen looks like; "contrast" is the high contrast one, white on black."""

SCHEMES: Final[tuple[Scheme, ...]] = ("light", "dark", "contrast")

_TABLE: Final[dict[str, tuple[str, str, str]]] = {
    # ground                 light      dark       contrast
    "canvas": ("#F4F6F8", "#10161D", "#000000"),
    "surface": ("#FFFFFF", "#18212B", "#000000"),
    "surface_alt": ("#F9FBFD", "#1E2934", "#000000"),
    "selection": ("#E1EFF8", "#1F3B50", "#2B2B00"),
    "hover": ("#EEF2F6", "#243140", "#262626"),
    "line": ("#E1E6EC", "#2B3743", "#FFFFFF"),
    "button_edge": ("#C3CBD5", "#46566A", "#FFFFFF"),
    "field_edge": ("#8592A1", "#6F8194", "#FFFFFF"),
    # writing
    "text": ("#18212B", "#EAF0F5", "#FFFFFF"),
    "muted": ("#56626F", "#A9B6C3", "#FFFFFF"),
    "disabled": ("#8A95A1", "#6C7986", "#B8B8B8"),
    # the one accent
    "accent": ("#0B5A8A", "#7CC4EE", "#FFFF00"),
    "accent_hover": ("#084770", "#A3D6F4", "#FFFFFF"),
    "on_accent": ("#FFFFFF", "#0B1A26", "#000000"),
    "focus": ("#0B5A8A", "#9BD4F5", "#00FFFF"),
    # the rail
    "rail": ("#12263A", "#0B1219", "#000000"),
    "rail_selected": ("#1E405D", "#1B3044", "#2B2B00"),
    "rail_text": ("#C9D5E0", "#B5C2CE", "#FFFFFF"),
    "rail_text_selected": ("#FFFFFF", "#FFFFFF", "#FFFF00"),
    "rail_mark": ("#56B4E9", "#56B4E9", "#FFFF00"),
    # what needs attention: a fill and the writing on it
    "neutral_fill": ("#EDF0F3", "#2A3542", "#000000"),
    "neutral_text": ("#36424E", "#D5DEE6", "#FFFFFF"),
    "danger_fill": ("#FCE5E0", "#4A1F17", "#000000"),
    "danger_text": ("#932812", "#FFB3A1", "#FFA08A"),
    "warn_fill": ("#FFF1CF", "#453409", "#000000"),
    "warn_text": ("#6A4700", "#FFD98A", "#FFD54A"),
    "ok_fill": ("#DCF3EA", "#0F3B2C", "#000000"),
    "ok_text": ("#0A5A42", "#7FE0BD", "#6BF0C0"),
    "info_fill": ("#DDEEF8", "#17374E", "#000000"),
    "info_text": ("#0A4B74", "#A9DAF7", "#8FD6FF"),
    "badge_fill": ("#DCE5ED", "#304255", "#000000"),
    "badge_text": ("#1C3348", "#E3ECF4", "#FFFFFF"),
    # status: always with its shape and its word
    "status_red": ("#C9401F", "#E8613C", "#FF7043"),
    "status_yellow": ("#E69F00", "#F0B429", "#FFD600"),
    "status_green": ("#008A64", "#22B58A", "#00E6A0"),
    "status_blue": ("#0072B2", "#56A8E0", "#56B4E9"),
    "status_none": ("#7A8795", "#8A98A6", "#FFFFFF"),
    "status_edge": ("#4A2A12", "#0B1118", "#FFFFFF"),
}

TOKENS: Final[tuple[str, ...]] = tuple(_TABLE)
"""The names of all colours."""

_GROUNDS: Final = ("canvas", "surface", "surface_alt", "selection", "hover")

READABLE: Final[tuple[tuple[str, str], ...]] = (
    *(("text", ground) for ground in _GROUNDS),
    *(("muted", ground) for ground in _GROUNDS),
    *((f"{tone}_text", f"{tone}_fill") for tone in ("neutral", "danger", "warn", "ok", "info")),
    *((f"{tone}_text", ground) for tone in ("danger", "warn", "ok") for ground in _GROUNDS),
    ("accent", "surface"),
    ("accent", "canvas"),
    ("accent", "selection"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("rail_text", "rail"),
    ("rail_text_selected", "rail_selected"),
    ("badge_text", "badge_fill"),
)
"""(writing, ground) pairs that are read together."""

VISIBLE: Final[tuple[tuple[str, str], ...]] = (
    ("field_edge", "surface"),
    ("focus", "surface"),
    ("focus", "canvas"),
    ("rail_mark", "rail"),
    ("status_red", "surface"),
    ("status_green", "surface"),
    ("status_blue", "surface"),
    ("status_none", "surface"),
)
"""(mark, ground) pairs whose shape carries meaning; at least 3:1."""


def colour_value(token: str, scheme: Scheme) -> str:
    """Return the colour of a token as "#RRGGBB". Raises KeyError for a name not in the table."""
    return _TABLE[token][SCHEMES.index(scheme)]


def contrast_ratio(one: str, other: str) -> float:
    """Return how well two colours "#RRGGBB" tell apart, 1 to 21, as WCAG 2 counts it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(value: str) -> float:
    """Return the relative luminance of "#RRGGBB" (WCAG 2)."""
    parts = (int(value[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
