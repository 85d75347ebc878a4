"""What the terminal refuses to understand is told without repeating it: it may be a passphrase."""

from __future__ import annotations

import pytest

from factdesk.cli import main

SECRET = "fjellrev-ullgenser-88"  # a test's own, opens nothing


@pytest.mark.parametrize(
    "arguments",
    [
        (SECRET,),
        ("check", "team", "--passphrase", SECRET),
        ("check", "--passphrase", SECRET, "team"),
        ("check", "team", f"--passphrase={SECRET}"),
        ("check", "team", f"--{SECRET}"),
        ("check", "team", f"-p{SECRET}"),
        ("check", "team", SECRET),
        ("check", "team", f"--json={SECRET}"),
        ("check", "team", "--passphrase-file", SECRET),
        ("init", "team", "--model", SECRET, "--team", "T", "--user", "M"),
        ("simulate", "team", "--seed", SECRET),
        ("server", SECRET),
        ("server", "check", "postgresql://a@db/f", SECRET),
        ("server", "add-user", "postgresql://a@db/f", "tove", "--passphrase", SECRET),
        ("server", "check", f"postgresql://a:{SECRET}@db/f"),
        (f"postgresql://a:{SECRET}@db/f",),
    ],
)
def test_what_is_not_understood_is_never_repeated(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    try:
        status = main(arguments)
    except SystemExit as left:
        status = int(left.code or 0)
    told = capsys.readouterr()
    assert status == 2
    assert SECRET not in told.out + told.err
    assert len(told.err.splitlines()) == 1


def test_an_option_written_short_is_not_taken_for_another(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["check", "team", "--passphrase", SECRET])
    assert "--passphrase-file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("server", "add-user"), ["your own passphrase", "the new passphrase of the user"]),
        (("passphrase",), ["your own passphrase", "your own new passphrase"]),
        (("recovery",), ["the team's recovery key", "the new passphrase of the user (--user)"]),
        (("init",), ["the passphrase of the first administrator"]),
    ],
)
def test_help_says_whose_each_secret_is(
    capsys: pytest.CaptureFixture[str], command: tuple[str, ...], told: list[str]
) -> None:
    with pytest.raises(SystemExit):
        main((*command, "--help"))
    shown = " ".join(capsys.readouterr().out.split())
    for whose in told:
        assert f"first line is {whose};" in shown
