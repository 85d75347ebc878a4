"""What a PDF says, page by page, and made-up boards, days and minutes to print."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument

from factdesk.board.facts import (
    BoardFacts,
    BoardRow,
    BoardSection,
    LastContact,
    LegalFact,
    LevelFact,
    PlannedVisit,
    StaffMark,
    TaskFact,
    WarningFact,
)
from factdesk.board.meeting_rules import ItemSection, Outcome
from factdesk.board.meeting_views import Attendee
from factdesk.board.minutes_views import (
    MinutesChange,
    MinutesItem,
    MinutesRecord,
    MinutesTask,
    MinutesVisit,
)

MONDAY = date(2026, 11, 23)
PRINTED = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
MARIT, TOVE = StaffMark("1", "MH", "Marit Holm"), StaffMark("2", "TK", "Tove Kvam", "away")
NAMES = ("Even Máret Ali", "Åse Ødegård", "Fatima Anne Andersen", "Kari Ruud", "Áilu Čáhppe Đ. Ŋ.")


def pages(content: bytes) -> list[str]:
    """The text of each page, its white space made single."""
    data, buffer, document = QByteArray(content), QBuffer(), QPdfDocument()
    buffer.setData(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    assert document.status() is QPdfDocument.Status.Ready
    texts = [document.getAllText(page).text() for page in range(document.pageCount())]
    document.close()
    return [re.sub(r"\s+", " ", text.replace("\ufffe", "").replace("\x02", "")) for text in texts]


def board_row(number: int = 0, **fields: Any) -> BoardRow:
    """A row of the board with everything in it; ``fields`` replace."""
    start = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    level = ("red", "yellow", "green", "blue", "none")[number % 5]
    values = {
        "person_id": f"p{number}",
        "name": NAMES[number % 5],
        "sort_name": "",
        "age": 64,
        "municipality": "Fjellbygda",
        "stay": None,
        "episode_id": f"e{number}",
        "version": 1,
        "category_id": "c",
        "order": number,
        "level": level,
        "level_word": {"none": "uten"}.get(level, {"red": "rød", "yellow": "gul", "green": "grønn",
                                                   "blue": "blå"}.get(level, level)),
        "level_meaning": "",
        "reason": "Sover lite, hører stemmer igjen",
        "agreed": "Ny vurdering av psykiater. Søster ringes fredag.",
        "next_check_on": None,
        "placed_on": MONDAY - timedelta(days=8),
        "days": 8,
        "placed_by": "TK",
        "last_contact": LastContact(start, MONDAY - timedelta(days=1), "face_to_face", ("TK",)),
        "contact_overdue": number % 4 == 1,
        "did_not_come_on": None,
        "seen_by": 3 if number % 3 else 1,
        "coordinator": (MARIT, TOVE, None)[number % 3],
        "cover": None,
        "crisis_plan_on": date(2026, 3, 4) if number % 3 else None,
        "crisis_plan_months": 8,
        "crisis_plan_old": False,
        "contact_due_on": None,
        "turns": None,
        "children_under_18": number % 3 or None,
        "has_kin": True,
        "kin_may_be_told": False,
        "is_reduced": False,
        "legal": (
            LegalFact("l", "tph", "TPH", MONDAY, None, MONDAY + timedelta(6), False, 6, True),
        )
        if number % 2
        else (),
        "warnings": ()
        if number % 2
        else (WarningFact("w", "go_two", "go_two", "Gå alltid to", None, MONDAY, MONDAY, False),),
        "visits": (
            PlannedVisit(
                "v", 1, start, MONDAY, True, False, "face_to_face", "home", "Hjemme",
                "bil 2", 2, (MARIT,) if number % 2 else (MARIT, TOVE),
            ),
        ),
        "tasks": (
            TaskFact("t", 1, "Ringe søster", "1", "MH", MONDAY + timedelta(2), False),
            TaskFact("u", 1, "Bestille time hos fastlege", "2", "TK", MONDAY - timedelta(2), True),
        )
        if number % 4 == 0
        else (),
    } | fields  # fmt: skip
    return BoardRow(**values)


def board_of(*rows: BoardRow, sections: int = 3) -> BoardFacts:
    """A board with the rows spread over sections, and one that is empty."""
    names = ("Krise og kriseforebygging", "Innlagt", "Unndrar seg kontakt", "Nye")
    spread = tuple(
        BoardSection(str(at), 1, None, names[at % 4], True, rows[at::sections])
        for at in range(sections)
    )
    levels = (
        LevelFact("red", "rød", "hele teamet, daglig", None, None),
        LevelFact("yellow", "gul", "flere ganger i uka", None, None),
        LevelFact("green", "grønn", "som avtalt", None, None),
    )
    return BoardFacts(
        day=MONDAY,
        sections=(*spread, BoardSection("z", 1, None, "Hviler", True)),
        levels=levels,
        on_board=len(rows),
        enrolled=87,
        since=MONDAY - timedelta(days=3),
        new=2,
        discharged=1,
        members=(MARIT, TOVE),
    )


def minutes_of(**fields: Any) -> MinutesRecord:
    """The minutes of a meeting with a little of everything; ``fields`` replace."""
    item = MinutesItem(
        "p", "Even Máret Ali", ItemSection.BOARD, "Krise", "Ringte i natt.", "Besøk hver dag",
        "Trygg nok i dag", "Søster er med", Outcome.STAY, 90,
    )  # fmt: skip
    referral = MinutesItem(
        "q", "Åse Ødegård", ItemSection.REFERRAL, "", "Henvist fra DPS", "", "", "",
        Outcome.PLACED, 60,
    )  # fmt: skip
    values = {
        "meeting_id": "m",
        "team": "FACT Fjellbygda",
        "day": MONDAY,
        "started_at": PRINTED,
        "ended_at": PRINTED + timedelta(minutes=14),
        "minutes": 14,
        "planned_minutes": 15,
        "chair": "Marit Holm",
        "writer": "Jon Solli",
        "note": "Bil 2 er på verksted til onsdag.",
        "present": (
            Attendee("1", "MH", "Marit Holm", "here"),
            Attendee("2", "TK", "Tove Kvam", "video"),
        ),
        "discussed": (item, referral),
        "not_reached": ("Kari Ruud",),
        "tasks": (
            MinutesTask("Even Máret Ali", "Ringe søster", "MH", MONDAY + timedelta(4), False),
            MinutesTask("", "Bestille ny bil", "", None, False),
        ),
        "placed": (MinutesChange("q", "Åse Ødegård", "", "Nye", "Henvist fra DPS"),),
        "removed": (),
        "moved": (MinutesChange("p", "Kari Ruud", "Nye", "Krise", "Sover ikke"),),
        "visits": (MinutesVisit("Even Máret Ali", PRINTED, False, ("MH", "TK")),),
    } | fields
    return MinutesRecord(**values)
