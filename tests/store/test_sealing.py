"""Sealing: what a value survives, what opens it, and what never reaches a server in the open."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.store.folder.secrets import SecretKey
from factdesk.store.sealing import SealBroken, Sealer, is_sealed
from factdesk.words import set_language

STORE, OTHER_STORE = "5e" * 16, "5f" * 16
ROW, OTHER_ROW = "01" * 16, "02" * 16
PLACE = ("persons", "given_name", ROW)
NAME = "Čáhppe Ødegård-Þórsson"


def key(first: int = 0) -> SecretKey:
    return SecretKey(bytes((first + number) % 256 for number in range(32)))


@pytest.fixture
def sealer() -> Sealer:
    return Sealer(key(), STORE)


@pytest.mark.parametrize(
    "text",
    ["", " ", NAME, "a\0b", "\0", "x\ud83dy", "\udc00", "🙂🙃", "æ" * 4000, "\x80", "a\x80\0\0"],
    ids=ascii,
)
def test_a_text_comes_back_sign_by_sign(sealer: Sealer, text: str) -> None:
    sealed = sealer.seal(*PLACE, text)
    assert is_sealed(sealed)
    assert sealed.isascii()
    assert sealer.open(*PLACE, sealed) == text


@given(st.text(st.characters()))
def test_any_text_comes_back(text: str) -> None:
    sealer = Sealer(key(), STORE)
    assert sealer.open(*PLACE, sealer.seal(*PLACE, text)) == text


def test_the_same_text_is_never_sealed_alike(sealer: Sealer) -> None:
    assert len({sealer.seal(*PLACE, NAME) for _time in range(100)}) == 100


def test_texts_of_up_to_32_bytes_more_or_less_look_alike(sealer: Sealer) -> None:
    lengths = [len(sealer.seal(*PLACE, "a" * length)) for length in range(97)]
    assert len(set(lengths[:32])) == 1
    assert len(set(lengths[32:64])) == 1
    assert len(set(lengths)) == 4


@pytest.mark.parametrize(
    "place",
    [
        ("persons", "given_name", OTHER_ROW),
        ("persons", "family_name", ROW),
        ("staff", "given_name", ROW),
    ],
    ids=["row", "column", "table"],
)
def test_a_value_in_another_place_does_not_open(
    sealer: Sealer, place: tuple[str, str, str]
) -> None:
    with pytest.raises(SealBroken) as caught:
        sealer.open(*place, sealer.seal(*PLACE, NAME))
    assert (caught.value.table, caught.value.column, caught.value.row_id) == place


@pytest.mark.parametrize("other", [Sealer(key(), OTHER_STORE), Sealer(key(1), STORE)])
def test_a_value_of_another_team_does_not_open(sealer: Sealer, other: Sealer) -> None:
    with pytest.raises(SealBroken):
        other.open(*PLACE, sealer.seal(*PLACE, NAME))


def test_no_part_of_a_place_runs_into_the_next(sealer: Sealer) -> None:
    """The two parts of a draft's key could be parted elsewhere."""
    sealed = sealer.seal("drafts", "text", "ab|c", NAME)
    with pytest.raises(SealBroken):
        sealer.open("drafts", "text", "a|bc", sealed)
    with pytest.raises(SealBroken):
        sealer.open("drafts", "tex", "tab|c", sealed)


def cut(raw: bytes) -> list[bytes]:
    return [raw[:length] for length in range(len(raw))]


def flipped(raw: bytes) -> list[bytes]:
    return [
        raw[:place] + bytes([raw[place] ^ 1 << bit]) + raw[place + 1 :]
        for place in range(len(raw))
        for bit in range(8)
    ]


def longer(raw: bytes) -> list[bytes]:
    return [raw + b"\0", b"\0" + raw, raw + raw]


@pytest.mark.parametrize("altered", [cut, flipped, longer])
def test_a_value_that_was_altered_does_not_open(
    sealer: Sealer, altered: Callable[[bytes], list[bytes]]
) -> None:
    sealed = sealer.seal(*PLACE, NAME)
    for raw in altered(base64.b64decode(sealed[3:])):
        with pytest.raises(SealBroken):
            sealer.open(*PLACE, sealed[:3] + base64.b64encode(raw).decode())


@pytest.mark.parametrize(
    "value", ["", NAME, "s1:", "s1:Kari", "s2:AAAA", "s1:" + "A" * 40, "s1:é", "s1:AA AA", "\0"]
)
def test_what_was_never_sealed_does_not_open(sealer: Sealer, value: str) -> None:
    with pytest.raises(SealBroken):
        sealer.open(*PLACE, value)


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_a_broken_seal_is_told_by_its_place_and_never_by_a_text(
    sealer: Sealer, language: str
) -> None:
    set_language(language)
    with pytest.raises(SealBroken) as caught:
        sealer.open(*PLACE, NAME)
    assert f"persons.given_name {ROW}" in str(caught.value)
    assert NAME not in str(caught.value)
    set_language("en")
    assert (str(SealBroken(*PLACE)) == str(caught.value)) == (language == "en")


def test_nothing_shows_the_key(sealer: Sealer) -> None:
    shown: Any = (repr(sealer), str(vars(sealer)))
    assert all(key().reveal().hex() not in each for each in shown)
