"""Check that the machine has the system libraries Qt needs, and name the Debian packages.

Qt comes with the PySide6 wheel, but what it draws with and talks to belongs to the system. Without
it the program ends with a line about a "platform plugin" that helps nobody. Exit status 1 when not
even pictures and tests can be made; what only a window on an X display needs is said as advice.

Use: python tools/check_qt.py
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libgl1",
    "libOpenGL.so.0": "libopengl0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libnss3.so": "libnss3",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libSM.so.6": "libsm6",
    "libICE.so.6": "libice6",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
"""Library file -> the Debian package that brings it (Debian 12 and 13)."""

ALWAYS = [
    "Qt/lib/libQt6Core.so.6",
    "Qt/lib/libQt6Gui.so.6",
    "Qt/lib/libQt6Widgets.so.6",
    "Qt/lib/libQt6Pdf.so.6",
    "Qt/lib/libQt6Svg.so.6",
    "Qt/plugins/platforms/libqoffscreen.so",
]
FOR_A_WINDOW = ["Qt/plugins/platforms/libqxcb.so"]


def missing_libraries(ldd_output: str) -> list[str]:
    """Return the libraries that `ldd` did not find, in its order, each once."""
    lines = (line.split("=>") for line in ldd_output.splitlines() if "not found" in line)
    return list(dict.fromkeys(parts[0].strip() for parts in lines))


def packages_for(libraries: list[str]) -> list[str]:
    """Return the Debian packages that bring the libraries; an unknown one under its own name."""
    return sorted({PACKAGES.get(name, name) for name in libraries})


def missing_for(qt: Path, files: list[str]) -> list[str]:
    """Return the system libraries that the files of the PySide6 folder `qt` do not find."""
    found: list[str] = []
    for name in files:
        if (qt / name).is_file():
            answer = subprocess.run(
                ["ldd", str(qt / name)], capture_output=True, text=True, check=False
            )
            found += missing_libraries(answer.stdout)
    return list(dict.fromkeys(found))


def report(wrong: list[str], advised: list[str]) -> int:
    """Say what is missing and how to get it; return the exit status."""
    prefix = "" if os.geteuid() == 0 else "sudo "
    if wrong:
        print("Qt cannot start: the system lacks " + ", ".join(wrong) + ".", file=sys.stderr)
        print(
            f"On Debian: {prefix}apt-get install {' '.join(packages_for(wrong))}", file=sys.stderr
        )
        return 1
    if advised:
        print("Qt can draw pictures, but not open a window on an X display.", file=sys.stderr)
        names = " ".join(packages_for(advised))
        print(f"For that, on Debian: {prefix}apt-get install {names}", file=sys.stderr)
    return 0


def main() -> int:
    """Check the PySide6 of this Python on this machine."""
    spec = importlib.util.find_spec("PySide6")
    if spec is None or spec.origin is None:
        print("PySide6 is not installed in this environment.", file=sys.stderr)
        return 1
    if not sys.platform.startswith("linux") or shutil.which("ldd") is None:
        return 0
    qt = Path(spec.origin).parent
    wrong = missing_for(qt, ALWAYS)
    return report(wrong, [name for name in missing_for(qt, FOR_A_WINDOW) if name not in wrong])


if __name__ == "__main__":
    sys.exit(main())
