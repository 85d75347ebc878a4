"""Every figure of DACTS, worked out again from the exported tables by someone who has only those.

Nothing of the program is used below but its commands: the tables are read with ``csv``, and each
figure follows the protocol of the scale as the documentation tells it, row by row in Python. What
differs is a fault of the program, of its documentation or of the tables.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

import pytest

from factdesk.cli import main
from factdesk.opening import open_team
from factdesk.simulation.filling import fill
from factdesk.simulation.wish import Wish
from tests.support.desks import PASSPHRASE

Row = dict[str, str]
Parts = tuple[Fraction | None, Fraction | None, Fraction | None]

NORWAY = ZoneInfo("Europe/Oslo")
SPECIALISTS = {
    "H7": "psychiatrist",
    "H8": "nurse",
    "H9": "substance_specialist",
    "H10": "employment_specialist",
}
WARDS = ("psychiatric_ward", "substance_ward", "youth_ward")


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def back(last: date, months: int) -> date:
    """The first day of so many months that end on a day."""
    after = last + timedelta(days=1)
    number = after.year * 12 + after.month - 1 - months
    year, month = number // 12, number % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(after.day, (following - timedelta(days=1)).day))


def days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def holds(row: Row, on: date, first: str = "valid_from", last: str = "valid_to") -> bool:
    begins, ends = day(row[first]), day(row[last])
    return (begins is None or begins <= on) and (ends is None or on <= ends)


def share(part: int | Fraction, of: int | Fraction, times: int = 100) -> Parts:
    return (Fraction(part) * times / of if of else None, Fraction(part), Fraction(of))


class Tables:
    """The exported tables, and the figures of a day."""

    def __init__(self, folder: Path, last: date) -> None:
        self.last = last
        for name in (
            "admissions", "contact_staff", "contacts", "leaves", "lists", "meetings", "people",
            "posts", "staff", "staff_functions", "team",
        ):  # fmt: skip
            with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
                setattr(self, name, list(csv.DictReader(stream)))
        self.meaning = {(row["list_name"], row["code"]): row["means"] for row in self.lists}
        self.with_members: dict[str, set[str]] = {}
        for row in self.contact_staff:
            self.with_members.setdefault(row["contact_id"], set()).add(row["staff_id"])
        for row in self.contacts:
            if row["start"]:
                row["day"] = datetime.fromisoformat(row["start"]).astimezone(NORWAY).date()

    # ------------------------------------------------------------------- whom and who

    def follows(self, person: Row, on: date) -> bool:
        enrolled, closed = day(person["enrolled_on"]), day(person["closed_on"])
        begun = enrolled <= on if enrolled else person["stage"] == "enrolled"
        return begun and (closed is None or closed > on)

    def caseload(self, on: date) -> list[Row]:
        return [person for person in self.people if self.follows(person, on)]

    def of_the_year(self) -> list[Row]:
        first = back(self.last, 12)
        return [
            person
            for person in self.people
            if any(self.follows(person, on) for on in days(first - timedelta(days=1), self.last))
        ]

    def members(self, on: date) -> list[Row]:
        return [row for row in self.staff if row["role"] != "assessor" and holds(row, on)]

    def means(self, list_name: str, code: str) -> str:
        return self.meaning.get((list_name, code), "")

    def posts_of(self, rows: list[Row]) -> Fraction:
        return sum((Fraction(row["fte_percent"]) / 100 for row in rows), Fraction(0))

    def done(self, first: date, last: date) -> list[Row]:
        return [
            row for row in self.contacts if row["state"] == "done" and first <= row["day"] <= last
        ]

    def in_person(self, first: date, last: date) -> list[Row]:
        return [
            row
            for row in self.done(first, last)
            if row["with_whom"] == "person"
            and self.means("contact_kind", row["kind"]) == "face_to_face"
        ]

    def sunday(self) -> date:
        return max(on for on in days(self.last - timedelta(days=6), self.last) if on.weekday() == 6)

    def is_away(self, member: str, on: date, *, long: bool) -> bool:
        least = int(self.team[0]["long_leave_days"]) if long else 1
        for row in self.leaves:
            if row["staff_id"] == member and holds(row, on, "first_day", "last_day"):
                ends = day(row["last_day"]) or self.last
                if (ends - date.fromisoformat(row["first_day"])).days + 1 >= least:
                    return True
        return False

    # ------------------------------------------------------------------- human resources

    def h1(self) -> Parts:
        staff = [
            row
            for row in self.members(self.last)
            if self.means("profession", row["profession"]) not in ("psychiatrist", "secretary")
        ]
        return share(len(self.caseload(self.last)), self.posts_of(staff), 1)

    def h2(self) -> Parts:
        last = self.sunday()
        met: dict[str, set[str]] = {}
        for row in self.in_person(last - timedelta(days=13), last):
            met.setdefault(row["person_id"], set()).update(self.with_members.get(row["id"], ()))
        persons = self.caseload(last)
        return share(sum(len(met.get(each["id"], ())) > 1 for each in persons), len(persons))

    def h3(self) -> Parts:
        last = self.sunday()
        held = {
            row["day"]
            for row in self.meetings
            if row["ended_at"]
            and last - timedelta(days=27) <= date.fromisoformat(row["day"]) <= last
        }
        return share(len(held), 4, 1)

    def h4(self) -> Parts:
        last = self.sunday()
        first = last - timedelta(days=27)
        staff = {row["id"]: row for row in self.staff}
        led = {
            (row["staff_id"], on)
            for row in self.staff_functions
            if self.means("function", row["function"]) == "team_leader"
            or row["function"] == "team_leader"
            for on in days(first, last)
            if holds(row, on) and holds(staff[row["staff_id"]], on)
        }
        contracted = sum(
            (
                450 * Fraction(staff[member]["fte_percent"]) / 100
                for member, on in led
                if on.weekday() < 5 and not self.is_away(member, on, long=False)
            ),
            Fraction(0),
        )
        direct = sum(
            int(row["minutes"] or 0)
            for row in self.done(first, last)
            if row["with_whom"] != "service"
            and self.means("contact_kind", row["kind"]) in ("face_to_face", "video", "telephone")
            for member in self.with_members.get(row["id"], ())
            if (member, row["day"]) in led
        )
        return share(direct, contracted)

    def h5(self) -> Parts:
        first = back(self.last, 24)
        gone = [
            row
            for row in self.staff
            if row["role"] != "assessor"
            and row["valid_to"]
            and first <= date.fromisoformat(row["valid_to"]) <= self.last
        ]
        return share(len(gone), sum(holds(post, self.last) for post in self.posts))

    def h6(self) -> Parts:
        after = (self.last + timedelta(days=1)).replace(day=1)
        filled = there = Fraction(0)
        for number in range(12, 0, -1):
            month = [
                on
                for on in days(back(after - timedelta(days=1), number), after - timedelta(days=1))
                if on < back(after - timedelta(days=1), number - 1)
            ]
            for on in month:
                some, every = self._filled(on)
                filled += some / len(month)
                there += every / len(month)
        return share(filled, there)

    def _filled(self, on: date) -> tuple[Fraction, Fraction]:
        at_work: Counter[str] = Counter()
        for row in self.members(on):
            if not self.is_away(row["id"], on, long=True):
                at_work[self.means("profession", row["profession"])] += self.posts_of([row])
        wanted: Counter[str] = Counter()
        for post in self.posts:
            if holds(post, on):
                code = post["profession"]
                wanted[self.means("profession", code) or code] += self.posts_of([post])
        filled = Fraction(0)
        for profession in sorted(wanted, key=lambda each: not each):
            here = at_work[profession] if profession else sum(at_work.values())
            taken = min(wanted[profession], here)
            at_work[profession] -= taken
            filled += taken
        return filled, sum(wanted.values(), Fraction(0))

    def per_hundred(self, profession: str) -> Parts:
        staff = [
            row
            for row in self.members(self.last)
            if self.means("profession", row["profession"]) == profession
        ]
        return share(self.posts_of(staff), len(self.caseload(self.last)))

    def h11(self) -> Parts:
        size = self.posts_of(self.members(self.last))
        return size, size, None

    # ------------------------------------------------------------------- boundaries

    def o2(self) -> Parts:
        after = (self.last + timedelta(days=1)).replace(day=1)
        first = back(after - timedelta(days=1), 6)
        months = Counter(
            person["enrolled_on"][:7]
            for person in self.people
            if person["enrolled_on"] and first <= date.fromisoformat(person["enrolled_on"]) < after
        )
        most = Fraction(max(months.values(), default=0))
        return most, most, Fraction(1)

    def stays(self, which: str, answer: str) -> Parts:
        persons = {person["id"]: person for person in self.people}

        def ours(row: Row) -> bool:
            on, person = date.fromisoformat(row[which]), persons[row["person_id"]]
            # On the day of closing the person was still the team's.
            return self.follows(person, on) or self.follows(person, on - timedelta(days=1))

        found = [
            row
            for row in self.admissions
            if row["kind"] in WARDS and row[which] and row[which] <= self.last.isoformat()
            and ours(row)
        ]  # fmt: skip
        latest = sorted(found, key=lambda row: (row[which], row["id"]))[-10:]
        return share(sum(row[answer] == "true" for row in latest), len(latest))

    def _closed(self) -> list[str]:
        return [
            self.means("closure_reason", person["closure_reason"])
            for person in self.of_the_year()
            if person["closed_on"] and person["closed_on"] <= self.last.isoformat()
        ]

    def o7(self) -> Parts:
        return share(self._closed().count("goals_reached"), len(self.of_the_year()))

    # ------------------------------------------------------------------- services

    def s2(self) -> Parts:
        ended = self._closed()
        lost = sum(why not in ("goals_reached", "other_service", "died") for why in ended)
        everybody = len(self.of_the_year())
        return share(everybody - lost, everybody)

    def _charts(self, value: Callable[[list[Row]], Fraction | None]) -> Parts:
        contacts: dict[str, list[Row]] = {each["id"]: [] for each in self.caseload(self.last)}
        for row in self.in_person(self.last - timedelta(days=27), self.last):
            if row["person_id"] in contacts:
                contacts[row["person_id"]].append(row)
        values = [value(rows) for rows in contacts.values()]
        valued = [each for each in values if each is not None]
        return (median(valued) if valued else None), None, None

    def s1(self) -> Parts:
        def value(rows: list[Row]) -> Fraction | None:
            there = sum(self.means("contact_place", row["place"]) != "office" for row in rows)
            return Fraction(100 * there, len(rows)) if rows else None

        return self._charts(value)

    def s4(self) -> Parts:
        def value(rows: list[Row]) -> Fraction | None:
            timed = [int(row["minutes"]) for row in rows if row["minutes"]]
            return None if rows and not timed else Fraction(sum(timed), 4)

        return self._charts(value)

    def s5(self) -> Parts:
        return self._charts(lambda rows: Fraction(len(rows), 4))

    def s6(self) -> Parts:
        persons = {each["id"] for each in self.caseload(self.last)}
        network = [
            row
            for row in self.done(back(self.last, 1), self.last)
            if row["person_id"] in persons
            and row["with_whom"] != "person"
            and self.means("contact_kind", row["kind"]) != "did_not_come"
        ]
        return share(len(network), len(persons), 1)

    def s8(self) -> Parts:
        dual = {
            each["id"]
            for each in self.caseload(self.last)
            if each["has_substance_disorder"] == "true"
        }
        there = {
            row["person_id"]
            for row in self.done(back(self.last, 1), self.last)
            if row["is_group"] == "true"
            and row["with_whom"] == "person"
            and self.means("contact_focus", row["focus"]) == "substance_use"
            and self.means("contact_kind", row["kind"]) != "did_not_come"
        }
        return share(len(dual & there), len(dual))

    def s10(self) -> Parts:
        peers = [
            row
            for row in self.members(self.last)
            if self.means("profession", row["profession"]) == "peer_worker"
        ]
        return self.posts_of(peers), self.posts_of(peers), None

    def figures(self) -> dict[str, Parts]:
        """Value, numerator and denominator by item."""
        return {
            "H1": self.h1(), "H2": self.h2(), "H3": self.h3(), "H4": self.h4(), "H5": self.h5(),
            "H6": self.h6(), **{item: self.per_hundred(who) for item, who in SPECIALISTS.items()},
            "H11": self.h11(), "O2": self.o2(),
            "O5": self.stays("admitted_on", "team_took_part"),
            "O6": self.stays("discharged_on", "team_planned_discharge"),
            "O7": self.o7(), "S1": self.s1(), "S2": self.s2(), "S4": self.s4(), "S5": self.s5(),
            "S6": self.s6(), "S8": self.s8(), "S10": self.s10(),
        }  # fmt: skip


def shown(value: Fraction | None) -> str | None:
    """A number as the terminal tells it: whole, or with two decimals, half up."""
    if value is None:
        return None
    if value.denominator == 1:
        return str(value.numerator)
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return str(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))


#: The last day, a Sunday, ends of months, a day before most of the data.
DAYS = ("2026-11-23", "2026-11-22", "2026-08-31", "2026-03-30", "2026-02-28", "2025-12-01")


@pytest.fixture
def team(team_folder, tmp_path, clock, capsys):
    """A simulated team of 60 over 400 days: its tables, and what the terminal tells of a day."""
    with open_team(team_folder, PASSPHRASE, clock=clock) as desk:
        fill(desk, Wish(clock.today(), 7, 60, 400), lambda _written, _total: True)
    secret = tmp_path / "secret.txt"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    unlock = ["--passphrase-file", str(secret)]
    assert main(["export", str(team_folder), str(tmp_path / "out"), *unlock]) == 0
    capsys.readouterr()

    def told(on: str) -> dict[str, dict[str, str | None]]:
        asked = ["indicators", str(team_folder), "--scale", "dacts", "--to", on, "--json"]
        assert main([*asked, *unlock]) == 0
        return json.loads(capsys.readouterr().out)

    return tmp_path / "out", told


def test_every_figure_of_dacts_can_be_worked_out_again_from_the_exported_tables(team):
    folder, told = team
    for on in DAYS:
        mine = Tables(folder, date.fromisoformat(on)).figures()
        theirs = told(on)
        assert set(mine) == set(theirs)
        for item, (value, numerator, denominator) in mine.items():
            says = theirs[item]
            found = (says["value"], says["numerator"], says["denominator"])
            assert found == (shown(value), shown(numerator), shown(denominator)), (on, item)
