"""Scales from files: those that come with the program, and one that lies anywhere."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from factdesk.errors import KnownError
from factdesk.words import _
from fidelity.model import Scale
from fidelity.reading import MOST_BYTES, read_scale

_SUFFIX = ".toml"


class NoSuchScale(KnownError):
    """A scale that does not come with the program, or a file that cannot be read."""


@lru_cache(maxsize=1)
def shipped() -> tuple[str, ...]:
    """The ids of the scales that come with the program, sorted."""
    found = files("resources").joinpath("scales").iterdir()
    return tuple(
        sorted(each.name.removesuffix(_SUFFIX) for each in found if each.name.endswith(_SUFFIX))
    )


@lru_cache(maxsize=16)
def load_shipped(scale_id: str) -> tuple[Scale, str]:
    """A scale that comes with the program, and its file's content. Raises ``NoSuchScale``."""
    if scale_id not in shipped():
        raise NoSuchScale(
            _("There is no scale «{scale}».").format(scale=scale_id),
            _("There are {scales}; of another give its file, NAME.toml.").format(
                scales=", ".join(shipped())
            ),
        )
    name = scale_id + _SUFFIX
    content = files("resources").joinpath("scales", name).read_bytes().decode("utf-8")
    return read_scale(content, name), content


def load_file(path: Path) -> tuple[Scale, str]:
    """The scale in a file, and its content.

    Raises ``NoSuchScale`` where the file cannot be read, and ``ScaleErrors`` for what is wrong.
    """
    try:
        # A byte more than is read: the reader then says that the file is too large.
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1).decode("utf-8")
    except OSError as error:
        raise NoSuchScale(
            _("{file} cannot be read: {why}.").format(file=path, why=error.strerror or error),
            _("Give a scale file."),
        ) from error
    except UnicodeDecodeError as error:
        raise NoSuchScale(
            _("{file} is not text in UTF-8.").format(file=path),
            _("Save it as UTF-8, or give another."),
        ) from error
    return read_scale(content, str(path)), content
