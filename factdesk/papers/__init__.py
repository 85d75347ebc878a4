"""Everything printed; the only room that knows how a PDF is made."""
