"""A `Messages` that remembers what was said, for tests of pages."""

from collections.abc import Callable
from dataclasses import dataclass, field

from factdesk.errors import KnownError
from ui.widgets.banner import Banner


@dataclass
class RecordedMessages:
    """Says nothing; keeps what would have been said, and gives the answer set in `answer`."""

    infos: list[str] = field(default_factory=list)
    problems: list[KnownError] = field(default_factory=list)
    bugs: list[tuple[BaseException, str]] = field(default_factory=list)
    questions: list[tuple[str, str]] = field(default_factory=list)
    laid: list[Banner] = field(default_factory=list)
    answer: bool = True

    def info(self, text: str, action: str = "", then: Callable[[], None] | None = None) -> None:
        """Keep what is done."""
        self.infos.append(text)

    def problem(
        self, error: KnownError, action: str = "", then: Callable[[], None] | None = None
    ) -> None:
        """Keep what went wrong."""
        self.problems.append(error)

    def settle(self) -> None:
        """Keep what is shown, so that a test can look at it."""

    def outdate(self, kinds: tuple[type[KnownError], ...]) -> None:
        """Keep these too, for the same reason."""

    def lay(self, banner: Banner) -> None:
        """Keep the caller's message."""
        self.laid.append(banner)

    def take(self, banner: Banner) -> None:
        """Let it go."""
        self.laid.remove(banner)

    def bug(self, error: BaseException, number: str) -> None:
        """Keep what failed."""
        self.bugs.append((error, number))

    def ask(
        self,
        title: str,
        text: str,
        yes: str,
        no: str,
        then: Callable[[bool], None],
        *,
        danger: bool = False,
    ) -> None:
        """Keep the question, and answer it."""
        self.questions.append((title, text))
        then(self.answer)
