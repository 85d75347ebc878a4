"""Roles and rights: who may do what, in one table.

In the embedded store the key is the boundary and the roles guide honest users; see the security
page of the documentation.
"""

import enum


class Role(enum.StrEnum):
    """What a member is to the program, beside profession and function."""

    MEMBER = "member"
    COORDINATOR = "coordinator"
    LEADER = "leader"
    ASSESSOR = "assessor"
    READER = "reader"


class Right(enum.StrEnum):
    """One thing a role may allow."""

    SEE_BOARD = "see_board"
    SEE_RECORD = "see_record"
    EDIT_BOARD = "edit_board"
    EDIT_CONTACTS = "edit_contacts"
    EDIT_PEOPLE = "edit_people"
    HOLD_MEETING = "hold_meeting"
    EDIT_TEAM = "edit_team"
    IMPORT = "import"
    MANAGE_USERS = "manage_users"
    SEE_LOG = "see_log"
    BLOCK_ACCESS = "block_access"
    HAND_OVER = "hand_over"
    SEE_FIDELITY = "see_fidelity"
    RATE = "rate"
    LEAD_ASSESSMENT = "lead_assessment"


_EVERYDAY = {
    Right.SEE_BOARD,
    Right.SEE_RECORD,
    Right.EDIT_BOARD,
    Right.EDIT_CONTACTS,
    Right.EDIT_PEOPLE,
    Right.HOLD_MEETING,
    Right.SEE_FIDELITY,
    Right.RATE,
}

#: The rights of each role. A reader sees the board with the reduced view and changes nothing;
#: an assessor from outside sees only what the fidelity room gives. Whether a member may rate an
#: assessment is decided by that assessment: it names its raters.
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.MEMBER: frozenset(_EVERYDAY),
    Role.COORDINATOR: frozenset(_EVERYDAY),
    Role.LEADER: frozenset(
        _EVERYDAY
        | {Right.EDIT_TEAM, Right.IMPORT, Right.SEE_LOG, Right.BLOCK_ACCESS, Right.HAND_OVER}
        | {Right.LEAD_ASSESSMENT}
    ),
    Role.ASSESSOR: frozenset({Right.SEE_FIDELITY, Right.RATE}),
    Role.READER: frozenset({Right.SEE_BOARD}),
}

#: What an administrator has on top of the role.
ADMINISTRATION = frozenset(
    {Right.EDIT_TEAM, Right.MANAGE_USERS, Right.IMPORT, Right.SEE_LOG, Right.BLOCK_ACCESS}
)


def rights_of(role: Role, *, is_administrator: bool, has_health_basis: bool) -> frozenset[str]:
    """The rights of a member.

    A member without a basis in the health laws (a job specialist employed by NAV, say) does not
    open records; the board shows such a member the reduced view.
    """
    rights = set(RIGHTS[role])
    if is_administrator:
        rights |= ADMINISTRATION
    if not has_health_basis:
        rights -= {Right.SEE_RECORD, Right.EDIT_PEOPLE, Right.SEE_LOG}
    return frozenset(right.value for right in rights)
