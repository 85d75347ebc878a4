"""The papers written for the person: their words first, in large type, whole at any length."""

import re
import zlib
from dataclasses import replace
from datetime import date, timedelta

import pytest

from factdesk.papers.consents_paper import consents_pdf
from factdesk.papers.crisis_paper import crisis_pdf
from factdesk.papers.plan_meeting_paper import plan_meeting_pdf
from factdesk.papers.plan_paper import PlanContents, plan_pdf
from factdesk.papers.pocket_card import pocket_card_pdf
from factdesk.people.consents import ConsentState, who_consents
from factdesk.people.kinds import ConsentGiver, ConsentKind
from factdesk.plans.facts import VersionRow
from factdesk.plans.kinds import GoalStatus, Party, PartyKind
from factdesk.team.views import TeamFacts, TheTeam
from factdesk.words import in_language
from tests.support.papers import MONDAY, PRINTED, pages
from tests.support.plan_papers import (
    NAME,
    consent_of,
    crisis_of,
    goal,
    measure,
    meeting_of,
    plan_of,
)

ADULT, CHILD = date(1992, 1, 1), date(2014, 3, 4)
LAYOUTS = ("ordinary", "easy")


@pytest.fixture
def team(desk) -> TeamFacts:
    return desk.see(TheTeam())


@pytest.fixture
def plan(team):
    """Prints a plan."""

    def made(facts=None, consents=(), born=ADULT, kept=None, layout="ordinary", language="nb"):
        contents = PlanContents(facts or plan_of(goal()), tuple(consents), team, born, kept)
        return plan_pdf(contents, printed_at=PRINTED, language=language, layout=layout)

    return made


def text_of(content: bytes) -> str:
    return " ".join(pages(content))


def sizes_of(content: bytes) -> set[float]:
    """Every size of type that is set in the streams of a PDF."""
    found = set()
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        packed = re.sub(rb"\s", b"", stream.strip())
        if packed.endswith(b"~>"):
            from base64 import a85decode

            packed = (
                a85decode(packed, adobe=False) if packed[:2] == b"<~" else a85decode(packed[:-2])
            )
            found |= {float(size) for size in re.findall(rb" ([\d.]+) Tf", zlib.decompress(packed))}
    return found


# -- the individual plan


def test_the_persons_own_words_come_before_the_goals_and_those_before_the_services(plan):
    shown = text_of(plan())
    order = ["Min plan", NAME, "Viktig for meg", "Familien min", "Slik er det nå",
             "Dette kan jeg", "trenger jeg hjelp", "Målene mine", "Jeg vil tilbake",
             "Dette gjør jeg selv", "Dette gjør tjenestene", "Hvem som er med", "Kari Moe",
             "Periode og neste", "Andre vi samarbeider", "Samtykkene mine",
             "Underskrifter"]  # fmt: skip
    places = [shown.index(part) for part in order]
    assert places == sorted(places)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", ("Min plan", "Målene mine", "Hvem", "Side 1 av", "Dette arket er ditt")),
        ("nn", ("Min plan", "Måla mine", "Kven", "Side 1 av", "Dette arket er ditt")),
        ("en", ("My plan", "My goals", "Who", "Page 1 of", "This paper is yours")),
    ],
)
def test_the_plan_speaks_each_language_in_both_layouts(plan, layout, language, words):
    content = plan(layout=layout, language=language)
    shown = text_of(content)
    assert all(word in shown for word in words)
    assert "shred" not in shown
    assert "makuler" not in shown.lower()


def test_running_text_is_12_points_or_more_and_15_in_the_easy_layout(plan):
    for layout, least in (("ordinary", 12), ("easy", 15)):
        around = {7.5, 8}  # what stands above and below each page
        assert min(sizes_of(plan(layout=layout)) - around) >= least


def test_the_same_plan_at_the_same_time_gives_the_same_bytes(plan):
    for layout in LAYOUTS:
        assert plan(layout=layout) == plan(layout=layout)


def test_properties_and_outline_name_nobody_and_the_outline_has_every_part(plan):
    content = plan(consents=[consent_of()])
    for name in (NAME, "Máret", "Kari Moe"):
        assert name.encode() not in content
        assert name.encode("utf-16-be") not in content
    assert b"/Lang (nb-NO)" in content
    assert content.count(b"/Title") > 10


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_goal_of_4000_characters_loses_no_word(plan, layout):
    words = [f"ord{number}" for number in range(600)]
    long = goal(text=" ".join(words)[:4_000])
    shown = text_of(plan(plan_of(long), layout=layout))
    assert [word for word in long.text.split() if word not in shown] == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_60_measures_all_come_once_and_no_page_is_empty(plan, layout):
    facts = plan_of(goal(measures=tuple(measure(number) for number in range(60))))
    texts = pages(plan(facts, layout=layout))
    whole = " ".join(texts)
    assert all(whole.count(f"nummer{number:02}") == 1 for number in range(60))
    assert min(len(text) for text in texts) > 200


def test_the_headings_of_the_measures_stand_on_each_page(plan):
    facts = plan_of(goal(measures=tuple(measure(number) for number in range(40))))
    with_rows = [text for text in pages(plan(facts)) if "nummer" in text]
    assert len(with_rows) > 2
    assert all("Hvordan og hvor mye" in text for text in with_rows)


@pytest.mark.parametrize("count", range(1, 12))
def test_a_goal_never_stands_at_the_foot_of_a_page_without_its_first_measure(plan, count):
    facts = plan_of(*(goal(number) for number in range(count)))
    for text in pages(plan(facts)):
        titles = [at.start() for at in re.finditer(r"Mål \d+:", text)]
        assert not titles or "Prøve praksisplass" in text[titles[-1] :]


def test_in_the_easy_layout_each_goal_begins_a_page(plan):
    facts = plan_of(*(goal(number) for number in range(4)))
    texts = pages(plan(facts, layout="easy"))
    starts = [text for text in texts if re.search(r"Mål \d:", text)]
    assert len(starts) == 4
    assert all(len(re.findall(r"Mål \d:", text)) == 1 for text in starts)


def test_a_measure_of_somebody_who_left_and_one_of_nobody_are_marked(plan):
    measures = (
        measure(0, responsible_name="Ola Borte", responsible_left=True),
        measure(1, responsible=None, responsible_name=""),
    )
    for layout in LAYOUTS:
        shown = text_of(plan(plan_of(goal(measures=measures)), layout=layout))
        assert "Ola Borte" in shown
        assert "er ikke her lenger" in shown
        assert "ingen ennå" in shown


def test_sub_goals_progress_and_status_are_told(plan):
    child = goal(9, text="Komme meg ut hver formiddag", measures=(measure(7),), progress=())
    shown = text_of(plan(plan_of(goal(children=(child,), status=GoalStatus.REACHED))))
    for part in ("På veien dit: Komme meg ut", "nummer07", "Nådd", "Halvveis", "Gikk bedre"):
        assert part in shown


def test_the_person_is_me_on_the_persons_own_plan(plan):
    own = measure(0, responsible=Party(PartyKind.PERSON), responsible_name=NAME)
    shown = text_of(plan(plan_of(goal(measures=(own,))), layout="easy"))
    assert "Hvem: Meg" in shown
    assert f"Hvem: {NAME}" not in shown


def test_who_has_left_takes_no_part(plan):
    assert "Borte Bente" not in text_of(plan())


def test_an_empty_plan_says_what_is_not_written_and_invents_nothing(plan):
    texts = dict.fromkeys(
        ("situation", "important", "strengths", "needs", "contribution_person", "review_on",
         "contribution_services", "cooperation", "period_from", "period_to")
    )  # fmt: skip
    for layout in LAYOUTS:
        shown = text_of(plan(plan_of(plan=texts, parties=()), layout=layout))
        assert shown.count("ikke skrevet noe ennå") == 11
        assert "Ingen samtykker gjelder nå" in shown


def test_only_consents_that_hold_stand_in_the_plan(plan):
    consents = [
        consent_of(ConsentKind.PLAN, with_name="", holds_to=None, about=None, excludes=None),
        consent_of(),
        consent_of(with_name="Trukket Tor", state=ConsentState.WITHDRAWN),
    ]
    shown = text_of(plan(consents=consents))
    assert "Å dele med Kari Moe" in shown
    assert "til jeg trekker det tilbake" in shown
    assert "Ikke om: Medisiner" in shown
    assert "Trukket Tor" not in shown


def test_a_child_has_a_child_coordinator_and_a_parent_signs(plan):
    child, adult = text_of(plan(born=CHILD)), text_of(plan())
    assert "Barnekoordinatoren min" in child
    assert "Forelder eller verge" in child
    assert "Barnekoordinatoren" not in adult
    assert "Forelder eller verge" not in adult


def test_an_earlier_version_says_that_it_is_one(plan):
    kept = VersionRow("v", 2, PRINTED - timedelta(days=50), "MH", None)
    shown = text_of(plan(plan_of(goal(), plan={"number": 2}), kept=kept))
    assert "versjon 2" in shown
    assert "en tidligere versjon. Planen ble endret 4. oktober 2026" in shown


def test_words_that_look_like_markup_and_signs_without_a_glyph_print(plan):
    shown = text_of(plan(plan_of(goal(text="<b>Jeg & du</b> 😀 čđŋšŧž"))))
    assert "<b>Jeg & du</b> □ čđŋšŧž" in shown
    assert "skrifttypen ikke har" in shown


# -- the crisis plan and its card


def crisis(team, facts=None, language="nb") -> bytes:
    return crisis_pdf(facts or crisis_of(), team, printed_at=PRINTED, language=language)


def card(team, facts=None, language="nb") -> bytes:
    return pocket_card_pdf(facts or crisis_of(), team, printed_at=PRINTED, language=language)


@pytest.mark.parametrize("length", [1, 4, 8, 11])
def test_a_crisis_plan_is_one_page_in_type_of_9_points_or_more(team, length):
    content = crisis(team, crisis_of("Jeg sover lite. " * length))
    assert len(pages(content)) == 1
    assert min(sizes_of(content) - {7.5, 8}) >= 9
    assert "over siden" not in text_of(content)


def test_a_crisis_plan_too_long_for_a_page_goes_on_and_says_so_with_the_numbers_first(team):
    words = " ".join(f"ord{number}" for number in range(150))
    texts = pages(crisis(team, crisis_of(words)))
    assert len(texts) > 1
    assert "Planen fortsetter på neste side" in texts[0]
    assert "55 12 34 50" in texts[0]
    whole = " ".join(texts)
    assert whole.count("ord149") == 3 * 4 + 5


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_crisis_plan_has_levels_signs_and_numbers_in_each_language(team, language):
    shown = text_of(crisis(team, language=language))
    words = {"nb": "Hva jeg gjør", "nn": "Kva eg gjer", "en": "What I do"}
    for part in ("God", "Varsel", "Krise", "55 12 34 50", words[language], NAME):
        assert part in shown


def test_a_crisis_plan_names_nobody_in_its_properties_and_outline(team):
    for content in (crisis(team), card(team)):
        assert NAME.encode("utf-16-be") not in content
        assert b"Even" not in content
        assert b"/Outlines" in content
        assert b"/Lang (nb-NO)" in content
        assert b"/Title" in content


def test_a_card_is_one_sheet_in_type_of_7_and_a_half_points_or_more(team):
    for length in (1, 3, 40):
        content = card(team, crisis_of("Jeg sover lite. " * length))
        assert len(pages(content)) == 1
        assert min(sizes_of(content)) >= 7.5


def test_a_card_has_the_levels_the_numbers_and_how_it_is_folded(team):
    shown = text_of(card(team))
    for part in ("Min kriseplan", "God", "Varsel", "Krise", "55 12 34 50", "113", "116 117",
                 "Brett arket", "versjon 2", "Skrevet ut 23.11.2026",
                 "Side 1 av 1"):  # fmt: skip
        assert part in shown


def test_a_long_text_on_a_card_ends_at_a_word_with_where_the_rest_is(team):
    shown = text_of(card(team, crisis_of("fjellvandring " * 200)))
    assert "… se hele planen" in shown
    for cut in re.findall(r"(\w+) … se hele planen", shown):
        assert cut == "fjellvandring"


@pytest.mark.parametrize("count", [0, 1, 2, 5, 8])
def test_any_number_of_levels_fits_on_the_card(team, count):
    level = crisis_of().levels[0]
    levels = tuple(replace(level, label=f"Nivå {number}") for number in range(count))
    shown = text_of(card(team, crisis_of(levels=levels)))
    assert all(f"Nivå {number}" in shown for number in range(count))
    assert "55 12 34 50" in shown
    assert "Brett arket" in shown


def test_an_empty_crisis_plan_prints_with_room_to_write(team):
    facts = crisis_of(None, contacts=())
    assert "ikke skrevet noe ennå" in text_of(crisis(team, facts))
    assert "Mine notater" in text_of(card(team, facts))


def test_both_give_the_same_bytes_for_the_same_plan(team):
    assert crisis(team) == crisis(team)
    assert card(team) == card(team)


# -- the consents


def consents(team, *rows, born=ADULT, language="nb") -> list[str]:
    made = consents_pdf(NAME, born, rows, team, printed_at=PRINTED, language=language)
    return pages(made)


def test_each_consent_has_its_own_page_so_that_a_service_gets_only_its_own(team):
    plan_consent = consent_of(ConsentKind.PLAN, with_name="", about=None, excludes=None)
    texts = consents(team, consent_of(), plan_consent, consent_of(with_name="Anna Ali"))
    assert len(texts) == 3
    assert "At denne planen blir laget" in texts[0]
    assert [("Kari Moe" in text, "Anna Ali" in text) for text in texts] == [
        (False, False), (False, True), (True, False),
    ]  # fmt: skip
    for part in ("Mellom", "Om Målene i planen", "Ikke om Medisiner", "19. september 2027",
                 "skriftlig", "trekke samtykket tilbake"):  # fmt: skip
        assert part in texts[2]
    with in_language("nb"):
        assert who_consents(ADULT, MONDAY).words in texts[2]


@pytest.mark.parametrize(
    ("born", "given_by", "signs", "signs_not"),
    [
        (ADULT, ConsentGiver.SELF, ("Meg: ",), ("Forelder", "Verge")),
        (ADULT, ConsentGiver.GUARDIAN, ("Meg: ", "Verge"), ("Forelder",)),
        (date(2010, 11, 23), ConsentGiver.PARENT, ("Meg: ",), ("Forelder med",)),
        (date(2010, 11, 24), ConsentGiver.PARENT, ("Meg: ", "Forelder med"), ()),
        (date(2012, 1, 1), ConsentGiver.SELF, ("Meg: ",), ("Forelder med",)),
        (date(2018, 1, 1), ConsentGiver.PARENT, ("Forelder med",), ("Meg: ",)),
        (date(2018, 1, 1), ConsentGiver.CHILD_WELFARE, ("Barnevern",), ("Meg: ",)),
        (None, ConsentGiver.SELF, ("Meg: ", "der det trengs"), ()),
    ],
)
def test_who_signs_is_as_the_age_says(team, born, given_by, signs, signs_not):
    (shown,) = consents(team, consent_of(given_by=given_by), born=born)
    lines = shown[shown.index("Underskrifter") :]
    assert all(part in lines for part in signs)
    assert not any(part in lines for part in signs_not)


def test_what_is_over_is_not_signed_again_and_what_is_outgrown_is_renewed(team):
    over = consent_of(state=ConsentState.WITHDRAWN, with_name="Trukket Tor")
    outgrown = consent_of(state=ConsentState.OUTGROWN, given_by=ConsentGiver.PARENT)
    (shown,) = consents(team, over, outgrown, born=date(2010, 11, 23))
    assert "Nå bestemmer du selv" in shown


# -- the plan meeting


def test_minutes_tell_who_what_and_what_was_changed(team):
    made = plan_meeting_pdf(meeting_of(), team, printed_at=PRINTED, language="nb")
    shown = text_of(made)
    for part in (
        "Planmøte", "Hjemme hos Even", "60 minutter", "Kari Moe", "invitert", "1. Bolig",
        "Vi venter til våren", "Det ble ikke skrevet noe", "Kaffe og kake", "Målet om jobb: nådd",
        "MH", "21. februar 2027", "DPS, rom 3",
    ):  # fmt: skip
        assert part in shown
    assert NAME.encode("utf-16-be") not in made


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"began_at": None, "ended_at": None}, "ikke holdt ennå"),
        ({"ended_at": None}, "ikke avsluttet"),
        ({"cancelled_at": PRINTED}, "avlyst"),
        ({"items": (), "summary": None}, "Det ble ikke skrevet noe"),
        ({"changes": ()}, "Ingenting ble endret"),
        ({"next": None}, "ikke avtalt"),
    ],
)
def test_a_meeting_that_is_not_whole_says_so(team, fields, told):
    facts = meeting_of(**fields)
    shown = text_of(plan_meeting_pdf(facts, team, printed_at=PRINTED, language="nb"))
    assert told in shown
