"""Small scale files to read: a whole one, and others made from it by one change."""

from fidelity.model import Scale
from fidelity.reading import read_scale

SMALL = """\
format = 1
id = "small"
edition = "1"
instrument = "Small"
year = 2020
languages = ["en", "nb"]
title = { en = "Small", nb = "Liten" }
notes = [
  { en = "One" },
  { en = "Two" },
]

[total]
rule = "mean_of_items"
decimals = 1
sum = true

[[parts]]
code = "A"
lowest = 1
highest = 5

[[subscales]]
code = "X"

[[subscales]]
code = "Y"

[[items]]
code = "X1"
subscale = "X"
title = { en = "Share" }
unit = "percent"
anchors = [
  { score = 1, below = 10, text = { en = "under 10" } },
  { score = 2, at_least = 10, at_most = 36, text = { en = "10 to 36" } },
  { score = 3, at_least = 37, at_most = 63, text = { en = "37 to 63" } },
  { score = 4, at_least = 64, at_most = 89, text = { en = "64 to 89" } },
  { score = 5, at_least = 90, text = { en = "90 and over" } },
]

[[items]]
code = "X2"
subscale = "X"

[[items]]
code = "Y1a"
variant_of = "Y1"
subscale = "Y"

[[items]]
code = "Y1b"
variant_of = "Y1"
subscale = "Y"

[[items]]
code = "Y2"
subscale = "Y"

[[items]]
code = "Y3"
subscale = "Y"

[[left_out]]
items = ["Y2", "Y3"]
marks = ["NR"]
post = "X2"

[[bands]]
code = "high"
at_least = "4.1"

[[bands]]
code = "middle"
at_least = "3.0"
at_most = "4.0"

[[bands]]
code = "low"
at_most = "2.9"
"""


def changed(*changes: tuple[str, str], text: str = SMALL) -> str:
    """The small file with each first text, which must be there, replaced by the second, once."""
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after, 1)
    return text


def small(*changes: tuple[str, str]) -> Scale:
    """The small scale, changed."""
    return read_scale(changed(*changes), "small.toml")


def line_of(text: str, wanted: str, number: int = 1) -> int:
    """The line, from 1, on which a text stands for the so manieth time."""
    lines = [place for place, line in enumerate(text.splitlines(), 1) if wanted in line]
    return lines[number - 1]
