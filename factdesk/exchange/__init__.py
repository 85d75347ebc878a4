"""Spreadsheets in and out, calendars, tables as CSV."""
