"""Texts as a store can hold them."""

import re

#: Half of a pair of surrogates; such a pair is one sign, and its halves none.
_HALF_A_SIGN = re.compile("[\ud800-\udfff]")


def storable(text: str) -> str:
    """A text without what is no text: NUL, which PostgreSQL refuses, and halves of a sign.

    Both come with what is pasted from elsewhere, nobody sees them, and nothing is lost: NUL is
    left out, half a sign becomes the sign for an unreadable one. Log and row hold the same.
    """
    if "\0" in text:
        text = text.replace("\0", "")
    if not text.isascii():
        text = _HALF_A_SIGN.sub("\N{REPLACEMENT CHARACTER}", text)
    return text
