"""The people the team follows: identity, network, legal status, admissions, warnings."""
