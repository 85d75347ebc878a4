"""FACTdesk without a screen: everything the desk can do, also from a terminal."""
