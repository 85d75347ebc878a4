"""A seat away from its server: the encrypted local copy, what waits in the outbox, the return.

Nothing here knows a room. What of the team's tables a user may keep is told from outside, as a
`Scope`.
"""
