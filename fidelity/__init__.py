"""The arithmetic of model fidelity: scales, ratings, scores, suggestions, agreement.

Pure: nothing installed is imported, nothing is read but what is given, and every number is exact.
"""
