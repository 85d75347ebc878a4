"""What papers look like: the typeface, the few colours, and text made safe for both.

Everything is legible in grey: a colour never says anything that weight, shape or a word does not.
"""

import unicodedata
from functools import lru_cache
from html import escape
from importlib.resources import as_file, files
from threading import Lock
from typing import Any, Final, Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph

Role = Literal[
    "title",
    "lead",
    "heading",
    "body",
    "strong",
    "muted",
    "danger",
    "danger_small",
    "column",
    "chip",
    "chip_strong",
]
"""What a text is on the paper."""

Tone = Literal["neutral", "info", "ok", "warn", "danger"]
"""How much attention a chip asks for; the same words as on the screen."""

REGULAR, STRONG, ITALIC = "Inter", "Inter-SemiBold", "Inter-Italic"

TEXT: Final = HexColor("#18212B")
MUTED: Final = HexColor("#4A5561")
DANGER: Final = HexColor("#932812")
LINE: Final = HexColor("#B8C1CB")
GROUND: Final = HexColor("#EDF0F3")
FILLS: Final[dict[str, tuple[Color, Color, Color]]] = {
    # tone: fill, edge, writing
    "neutral": (HexColor("#EDF0F3"), HexColor("#EDF0F3"), TEXT),
    "info": (HexColor("#DDEEF8"), HexColor("#DDEEF8"), HexColor("#0A4B74")),
    "ok": (HexColor("#DCF3EA"), HexColor("#DCF3EA"), HexColor("#0A5A42")),
    "warn": (HexColor("#FFF1CF"), HexColor("#8A5D00"), HexColor("#5C3D00")),
    "danger": (HexColor("#FCE5E0"), DANGER, HexColor("#7F2110")),
}

#: Stands where the typeface has no sign for a character.
NO_GLYPH: Final = "□"

_FILES: Final = {
    REGULAR: "Inter-Regular.ttf",
    STRONG: "Inter-SemiBold.ttf",
    ITALIC: "Inter-Italic.ttf",
}
#: Categories of characters that are left out, or become a space or a line break.
_SPECIAL: Final = ("Cf", "Cc", "Zs", "Zl", "Zp")
_lock = Lock()


@lru_cache(maxsize=1)
def _register() -> frozenset[int]:
    """Give reportlab the typeface; the characters it has signs for."""
    known: set[int] = set()
    for name, file in _FILES.items():
        with as_file(files("resources").joinpath("fonts", file)) as path:
            font = TTFont(name, str(path))
        pdfmetrics.registerFont(font)
        glyphs = set(font.face.charToGlyph)
        known = known & glyphs if known else glyphs
    pdfmetrics.registerFontFamily(REGULAR, REGULAR, STRONG, ITALIC, STRONG)
    return frozenset(known)


def load_fonts() -> frozenset[int]:
    """Load the typeface once, whichever thread comes first; the characters it can print."""
    with _lock:
        return _register()


@lru_cache(maxsize=1)
def _plain() -> frozenset[str]:
    """The characters that print as they are: with a sign in the typeface, and nothing special."""
    signs = (chr(code) for code in load_fonts())
    kept = {sign for sign in signs if unicodedata.category(sign) not in _SPECIAL}
    return frozenset({sign for sign in kept if not _is_selector(sign)} | {" ", "\u00a0", "\n"})


def _is_selector(character: str) -> bool:
    """Whether it chooses between forms of the character before it."""
    return "\ufe00" <= character <= "\ufe0f"


def shorten(text: str, most: int) -> str:
    """A text of at most ``most`` characters: what is longer ends with an ellipsis."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


class Looks:
    """The styles of one paper and the texts set in them.

    ``size`` is the size of running text in points, ``least`` that of the smallest text; papers
    written for the person use 12 or more.
    ``lost`` tells whether a character had to be printed as ``NO_GLYPH``.
    """

    def __init__(self, size: float = 8.5, least: float = 0.0) -> None:
        self.size = size
        self.lost = False
        self._known = load_fonts()
        self._styles = _styles(size, least)
        self._spaced: dict[tuple[Role, float], ParagraphStyle] = {}

    def style(self, role: Role) -> ParagraphStyle:
        """The style of a role."""
        return self._styles[role]

    def text(self, text: str, role: Role = "body") -> Paragraph:
        """A paragraph of plain text: markup prints as it was written, lines stay lines."""
        return Paragraph(self.markup(text), self._styles[role])

    def marked(self, markup: str, role: Role = "body", *, space_after: float = 0) -> Paragraph:
        """A paragraph of markup made by the program itself, its data through ``markup``."""
        style = self._spaced.get((role, space_after))
        if style is None:
            style = ParagraphStyle("marked", self._styles[role], spaceAfter=space_after)
            self._spaced[role, space_after] = style
        return Paragraph(markup, style)

    def markup(self, text: str) -> str:
        """Plain text as reportlab's markup, with what cannot be printed marked."""
        return escape(self.printable(text), quote=False).replace("\n", "<br/>")

    def printable(self, text: str) -> str:
        """The text with ``NO_GLYPH`` for every visible character the typeface lacks.

        What has no sign of its own (joiners, variation selectors, soft hyphens) is left out; line
        breaks stay, every other control character is a space.
        """
        if text.isascii() and text.isprintable():
            return text  # most words are, and need no look at every letter
        text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
        if _plain().issuperset(text):
            return text
        return "".join(self._sign(character) for character in text)

    def _sign(self, character: str) -> str:
        if character == "\n":
            return character
        kind = unicodedata.category(character)
        if kind == "Cf" or _is_selector(character):
            return ""
        if kind in ("Cc", "Zs", "Zl", "Zp") and character != "\u00a0":
            return "\n" if kind in ("Zl", "Zp") else " "
        if ord(character) in self._known:
            return character
        self.lost = True
        return NO_GLYPH


def _styles(size: float, least: float) -> dict[Role, ParagraphStyle]:
    def style(
        role: str, scale: float, font: str = REGULAR, colour: Color = TEXT, **more: Any
    ) -> ParagraphStyle:
        points = max(size * scale, least)
        return ParagraphStyle(
            role,
            fontName=font,
            fontSize=points,
            leading=round(points * 1.32, 2),
            textColor=colour,
            alignment=TA_LEFT,
            splitLongWords=1,
            allowWidows=0,
            allowOrphans=0,
            **more,
        )

    return {
        "title": style("title", 2.0, STRONG),
        "lead": style("lead", 1.1, colour=MUTED, spaceAfter=size),
        "heading": style("heading", 1.3, STRONG, spaceBefore=size * 1.2, spaceAfter=size * 0.4),
        "body": style("body", 1.0),
        "strong": style("strong", 1.06, STRONG),
        "muted": style("muted", 0.88, colour=MUTED),
        "danger": style("danger", 1.0, STRONG, DANGER),
        "danger_small": style("danger_small", 0.88, STRONG, DANGER),
        "column": style("column", 0.88, STRONG, MUTED),
        "chip": style("chip", 0.94),
        "chip_strong": style("chip_strong", 0.94, STRONG),
    }
