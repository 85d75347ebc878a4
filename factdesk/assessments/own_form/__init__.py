"""The team's own form: the wording of a scale, written in from the form that the team holds.

Pure: a draft is begun from an edition, filled by typing, pasting or a spreadsheet, and built into
a scale file of a new edition.
"""
