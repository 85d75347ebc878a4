"""What users do in an assessment: one file per thing."""
