"""What users do to the team: one file per thing."""
