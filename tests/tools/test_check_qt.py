"""The check of the system libraries that Qt needs."""

from tools.check_qt import missing_libraries, packages_for, report

LDD = """\
\tlibEGL.so.1 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)
\tlibxcb-cursor.so.0 => not found
\tlibEGL.so.1 => not found
"""


def test_what_the_loader_does_not_find_is_listed_once():
    assert missing_libraries(LDD) == ["libEGL.so.1", "libxcb-cursor.so.0"]


def test_libraries_are_named_by_their_debian_packages():
    libraries = ["libGL.so.1", "libGLX.so.0", "libodd.so.9"]
    assert packages_for(libraries) == ["libgl1", "libodd.so.9"]


def test_what_pictures_need_is_an_error_and_what_a_window_needs_is_advice(capsys):
    assert report(["libEGL.so.1"], []) == 1
    assert "apt-get install libegl1" in capsys.readouterr().err
    assert report([], ["libxcb-cursor.so.0"]) == 0
    assert "apt-get install libxcb-cursor0" in capsys.readouterr().err
    assert report([], []) == 0
    assert capsys.readouterr().err == ""
