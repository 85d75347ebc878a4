"""Arithmetic of model fidelity: scales, ratings, scores. Standard library only."""
