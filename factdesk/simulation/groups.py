"""The group on substance use that some of the persons take part in, once a week."""

from __future__ import annotations

from datetime import timedelta

from factdesk.contacts.tables import Contact, ContactStaff, ContactState
from factdesk.simulation.lives import Life
from factdesk.simulation.rhythm import at, is_working_day
from factdesk.simulation.staff import Team
from factdesk.simulation.wish import Rows, Wish

#: The day of the week (Thursday), the hour, the minutes, and how many of those asked come at all.
WEEKDAY, HOUR, MINUTES, COME = 3, 13, 90, 0.45
_LEADERS = ("substance_specialist", "family_therapist", "peer_worker")


def add_groups(rows: Rows, wish: Wish, lives: list[Life], team: Team) -> None:
    """A group every week in which one of those who lead it is at work."""
    rng = rows.rng
    regulars = [
        life
        for life in lives
        if life.has_substance_disorder and life.enrolled is not None and rng.random() < COME
    ]
    day = wish.start + timedelta(days=(WEEKDAY - wish.start.weekday()) % 7)
    while day < wish.today:
        leaders = [one for one in team.there(day) if one.profession in _LEADERS]
        if leaders and is_working_day(day):
            for life in regulars:
                is_with_us = life.enrolled is not None and life.enrolled <= day
                has_left = life.closed is not None and life.closed < day
                if is_with_us and not has_left and rng.random() < 0.55:
                    contact = rows.add(
                        Contact,
                        person_id=life.id,
                        state=ContactState.DONE,
                        kind="face_to_face",
                        place="office",
                        start=at(day, HOUR),
                        minutes=MINUTES,
                        focus="substance_use",
                        is_group=True,
                        short_note="Rusgruppa",
                    )
                    for leader in leaders:
                        rows.add(ContactStaff, contact_id=contact, staff_id=leader.id)
        day += timedelta(days=7)
