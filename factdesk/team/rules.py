"""Rules of the team room: plain functions on plain values."""

from collections.abc import Collection


def initials_of(name: str, taken: Collection[str] = ()) -> str:
    """Two initials for a name («Marit Holm» → MH), made longer where they are taken.

    A single name gives its first two letters. ``taken`` are initials in use, in any case.
    """
    used = {initials.upper() for initials in taken}
    words = [word for word in name.replace("-", " ").split() if word[0].isalpha()] or ["?"]
    first, last = words[0], words[-1]
    if len(words) > 1:
        candidates = [first[0] + last[:n] for n in range(1, len(last) + 1)]
        candidates.append("".join(word[0] for word in words))
    else:
        candidates = [first[:n] for n in range(2, max(3, len(first) + 1))]
    for candidate in candidates:
        if candidate.upper() not in used:
            return candidate.upper()
    number = 2
    while f"{candidates[0].upper()}{number}" in used:
        number += 1
    return f"{candidates[0].upper()}{number}"
