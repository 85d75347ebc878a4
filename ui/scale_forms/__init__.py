"""The team's own forms: typing, pasting or bringing in the wording of a scale."""
