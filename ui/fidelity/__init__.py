"""The fidelity room: assessments, the sheet, the figures behind it."""
