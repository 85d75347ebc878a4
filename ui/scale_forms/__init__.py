"""The editions of scales that the team has, and writing the wording of its own form."""
