"""What was written in a form, step by step, so that each step can be taken back."""

from factdesk.assessments.own_form.draft import FormDraft


class FormHistory:
    """The draft as it stands, those before it, and those taken back."""

    def __init__(self, draft: FormDraft) -> None:
        """Begin with a draft."""
        self._first = draft
        self._past: list[FormDraft] = []
        self._future: list[FormDraft] = []
        self.now = draft

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return bool(self._future)

    @property
    def is_changed(self) -> bool:
        """Whether anything in the items is other than at the beginning."""
        return self.now.items != self._first.items

    def take(self, draft: FormDraft) -> bool:
        """Take a new draft; false where nothing is changed."""
        if draft == self.now:
            return False
        self._past.append(self.now)
        self._future.clear()
        self.now = draft
        return True

    def undo(self) -> None:
        """Take the last step back."""
        if self._past:
            self._future.append(self.now)
            self.now = self._past.pop()

    def redo(self) -> None:
        """Do the step again that was taken back."""
        if self._future:
            self._past.append(self.now)
            self.now = self._future.pop()
