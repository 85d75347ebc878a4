import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from factdesk.store.folder.recovery import as_text, from_text
from factdesk.store.folder.refusals import RecoveryKeyMistyped

SECRETS = st.binary(min_size=20, max_size=20)
DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@given(SECRETS)
def test_what_is_printed_is_read_back(secret: bytes) -> None:
    text = as_text(secret)
    assert from_text(text) == secret
    assert from_text(f"  {text.lower().replace('-', ' ')} \n") == secret


@given(SECRETS, st.integers(0, 31), st.sampled_from(DIGITS))
def test_every_single_wrong_sign_is_found(secret: bytes, place: int, sign: str) -> None:
    signs = as_text(secret).replace("-", "")
    assume(signs[place] != sign)
    with pytest.raises(RecoveryKeyMistyped):
        from_text(signs[:place] + sign + signs[place + 1 :])


@given(SECRETS, st.integers(0, 30))
def test_every_swap_of_neighbours_is_found(secret: bytes, place: int) -> None:
    signs = as_text(secret).replace("-", "")
    assume(signs[place] != signs[place + 1])
    with pytest.raises(RecoveryKeyMistyped):
        from_text(signs[:place] + signs[place + 1] + signs[place] + signs[place + 2 :])


@given(st.text())
def test_anything_typed_gets_a_refusal_and_no_crash(text: str) -> None:
    with pytest.raises(RecoveryKeyMistyped):
        from_text(text)
