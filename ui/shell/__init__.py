"""The frame around the pages: rail, top bar, finder, help, and the window that locks."""
