"""How the house rules read the sources."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("factdesk", "fidelity", "ui", "resources", "tools")


def python_files(*folders: str) -> list[Path]:
    """Return the Python files below the folders of the project."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def project_files() -> list[Path]:
    """Return every file that is, or is about to be, part of the project; none that is ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return sorted(ROOT / name for name in set(listed.split("\0")) if (ROOT / name).is_file())


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def calls(node: ast.AST) -> Iterator[ast.Call]:
    """Yield the calls within a node."""
    return (one for one in ast.walk(node) if isinstance(one, ast.Call))


def calls_at_import(node: ast.AST) -> Iterator[ast.Call]:
    """Yield the calls that happen while the module is imported: outside every function body."""
    if isinstance(node, ast.Call):
        yield node
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        within = [*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)]
    elif isinstance(node, ast.Lambda):
        within = []
    else:
        within = list(ast.iter_child_nodes(node))
    for child in within:
        yield from calls_at_import(child)


def name_of(node: ast.AST) -> str:
    """Return the dotted name of an expression, as far as it has one: "qtbot.wait"."""
    if isinstance(node, ast.Attribute):
        return f"{name_of(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def place(path: Path, node: ast.AST) -> str:
    """Return where a node stands, as an editor opens it."""
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
