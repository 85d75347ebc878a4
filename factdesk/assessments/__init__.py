"""Fidelity assessments as stored, and the figures computed from the rooms below."""
