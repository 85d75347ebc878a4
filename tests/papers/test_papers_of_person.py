"""A person's papers from the store: in the person's language, logged, refused to the blocked."""

from datetime import timedelta

import pytest

from factdesk.papers.actions.note_printed import NotePrinted
from factdesk.papers.making import PaperOf
from factdesk.papers.making import make as make_paper
from factdesk.papers.order import NothingToPrint
from factdesk.papers.tables import PrintedPaper
from factdesk.papers.whose import NamesOf, Whose, WithPlans
from factdesk.people.actions.consents import GiveConsent
from factdesk.people.errors import Blocked
from factdesk.people.kinds import ConsentGiver, ConsentKind, LanguageForm
from factdesk.people.tables import AccessBlock
from factdesk.people.views import WhoHasLooked
from factdesk.plans.actions.make_crisis_plan import MakeCrisisPlan
from factdesk.plans.actions.plan import EditPlan, MakePlan, RevisePlan
from factdesk.plans.tables import PlanMeeting
from factdesk.plans.view import PersonPlan
from factdesk.store.action import Actor
from factdesk.store.conflict import Refused
from tests.support.papers import pages

KINDS = ("plan", "crisis-plan", "pocket-card", "consents", "plan-meeting")


@pytest.fixture
def person(desk, make) -> str:
    """An adult who reads nynorsk, with a plan, a crisis plan, a consent and a plan meeting."""
    person = make.person("Even", "Ali", language=LanguageForm.NYNORSK)
    desk.do(GiveConsent(person, ConsentKind.PLAN, ConsentGiver.SELF))
    plan = desk.do(MakePlan(person))
    row = desk.see(PersonPlan(person)).plan
    desk.do(EditPlan(plan, row.version, important="Ro om natta"))
    desk.do(MakeCrisisPlan(person))
    now = desk.clock.now()
    make.rows(PlanMeeting(person_id=person, start=now, began_at=now, minutes=60))
    return person


def text_of(content: bytes) -> str:
    return " ".join(pages(content))


@pytest.mark.parametrize("kind", KINDS)
def test_each_paper_is_made_in_the_persons_own_language(desk, person, kind):
    paper = make_paper(desk, PaperOf(kind, person_id=person))
    assert paper.language == "nn"
    assert "Dette arket er ditt" in text_of(paper.content) or kind == "pocket-card"
    assert "Even Ali" in text_of(paper.content)


@pytest.mark.parametrize("kind", KINDS)
def test_neither_title_nor_file_name_nor_properties_name_the_person(desk, person, kind):
    paper = make_paper(desk, PaperOf(kind, person_id=person))
    for name in ("Even", "Ali"):
        assert name not in paper.title
        assert name.lower() not in paper.file_name
        assert name.encode() not in paper.content
        assert name.encode("utf-16-be") not in paper.content


def test_another_language_and_the_easy_layout_can_be_asked_for(desk, person):
    wanted = PaperOf("plan", person_id=person, language="en", layout="easy")
    paper = make_paper(desk, wanted)
    assert "What is important to me" in text_of(paper.content)
    assert "Ro om natta" in text_of(paper.content)
    assert paper.layout == "easy"


def test_a_kept_version_is_printed_as_it_was(desk, person, clock):
    plan = desk.see(PersonPlan(person)).plan
    clock.move(timedelta(days=30))
    desk.do(RevisePlan(plan.id, plan.version, "Ny periode"))
    plan = desk.see(PersonPlan(person)).plan
    desk.do(EditPlan(plan.id, plan.version, important="Å spele gitar"))
    old = text_of(make_paper(desk, PaperOf("plan", person_id=person, number=1)).content)
    new = text_of(make_paper(desk, PaperOf("plan", person_id=person)).content)
    assert "Ro om natta" in old
    assert "tidlegare versjon" in old
    assert "Å spele gitar" in new
    assert "tidlegare versjon" not in new
    same = make_paper(desk, PaperOf("plan", person_id=person, number=2))
    assert text_of(same.content) == new


@pytest.mark.parametrize("kind", KINDS)
def test_a_person_with_nothing_to_print_is_refused_and_nothing_is_noted(desk, make, kind):
    other = make.person("Kari", "Ruud")
    with pytest.raises(NothingToPrint):
        make_paper(desk, PaperOf(kind, person_id=other))
    with desk.store.reading(desk.actor) as reader:
        assert reader.session.query(PrintedPaper).count() == 0


@pytest.mark.parametrize(
    "wanted",
    [
        PaperOf("plan"),
        PaperOf("plan", person_id="f" * 32),
        PaperOf("plan-meeting", row_id="f" * 32),
    ],
)
def test_nobody_and_somebody_unknown_are_refused(desk, wanted):
    with pytest.raises(NothingToPrint):
        desk.see(wanted)


@pytest.mark.parametrize("fields", [{"number": 9}, {"layout": "gilded"}])
def test_an_unknown_version_and_layout_are_refused(desk, person, fields):
    with pytest.raises(NothingToPrint):
        desk.see(PaperOf("plan", person_id=person, **fields))


def test_a_meeting_of_somebody_else_is_not_printed_as_this_persons(desk, make, person):
    (meeting,) = make.rows(
        PlanMeeting(person_id=make.person("Kari", "Ruud"), start=desk.clock.now(), minutes=60)
    )
    with pytest.raises(NothingToPrint, match="somebody else"):
        desk.see(PaperOf("plan-meeting", row_id=meeting, person_id=person))
    assert "Kari Ruud" in text_of(desk.see(PaperOf("plan-meeting", row_id=meeting)).content)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", [None, "nb"])
def test_a_blocked_member_prints_nothing_of_the_person(desk, make, person, kind, language):
    today = desk.clock.today()
    make.rows(AccessBlock(person_id=person, staff_id=desk.actor.id, why="slekt", since=today))
    with pytest.raises(Blocked):
        desk.see(PaperOf(kind, person_id=person, language=language))
    with pytest.raises(Blocked):
        desk.do(NotePrinted(kind, today, person))


@pytest.mark.parametrize("kind", KINDS)
def test_who_may_not_open_a_record_does_not_print_from_it(desk, second_desk, person, kind):
    reader = Actor(desk.actor.id, "Reader", "test", frozenset({"see_board"}))
    with pytest.raises(Refused):
        second_desk(desk, reader).see(PaperOf(kind, person_id=person))
    with pytest.raises(Refused):
        second_desk(desk, reader).do(NotePrinted(kind, None, person))


def test_who_has_looked_tells_that_the_plan_was_printed(desk, person):
    make_paper(desk, PaperOf("plan", person_id=person))
    newest = desk.see(WhoHasLooked(person))[0]
    assert (newest.purpose, newest.staff_id) == ("print.plan", desk.actor.id)


# -- whom the terminal means


def test_a_person_is_found_by_id_name_and_birth_number(desk, make):
    even = make.person("Even Máret", "Ali", preferred_name="Nils", birth_number="13097248022")
    make.person("Even", "Alin")
    for given in (even, even.upper(), "even máret  ALI", "Nils Ali", "Ali, Even Máret",
                  "13097248022", "130972 48022"):  # fmt: skip
        assert desk.see(Whose(given)) == even


def test_nobody_and_several_are_told_with_ids_only(desk, make):
    ids = {make.person("Even", "Ali"), make.person("Even", "Ali")}
    with pytest.raises(NothingToPrint) as several:
        desk.see(Whose("Even Ali"))
    assert all(one in several.value.advice for one in ids)
    assert "Even" not in several.value.message + several.value.advice
    for given in ("Even", "", " ", "Ola Nordmann", "12345678901"):
        with pytest.raises(NothingToPrint):
            desk.see(Whose(given))


def test_names_are_told_by_id(desk, make):
    even = make.person("Even", "Ali")
    assert desk.see(NamesOf((even, "f" * 32))) == {even: "Even Ali"}


def test_the_persons_with_an_open_plan_are_told(desk, make, person):
    make.person("Kari", "Ruud")
    assert desk.see(WithPlans()) == (person,)
