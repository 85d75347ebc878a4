"""What users do in this room: one file per thing."""
