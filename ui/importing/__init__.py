"""The assistant that brings in a team's spreadsheet."""
