"""The team: staff, employers, roles, rights, roster and presence, team settings."""
