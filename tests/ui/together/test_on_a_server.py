"""The same on a real team server: nobody tells anybody anything by hand."""

from concurrent.futures import ThreadPoolExecutor

from factdesk.people.actions.add_person import AddPerson
from factdesk.people.record import PersonRecord
from ui.meeting.page import MeetingPage
from ui.people.person_page import PersonPage
from ui.together import Together


def elsewhere(work):
    """Do something on another thread than the screen's, which may not use the database."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(work).result()


def test_who_writes_and_what_they_changed_come_over_the_wire(qtbot, server_seats):
    mine, hers = server_seats.mine, server_seats.hers
    person = elsewhere(lambda: mine.desk.do(AddPerson("Åse", "Ødegård", even_so=True)))
    pages = []
    for seat in (mine, hers):
        page = PersonPage(seat.bridge, seat.messages, person, parent=seat.host)
        page.resize(seat.host.size())
        page.show()
        qtbot.waitUntil(lambda page=page: page.record is not None)
        pages.append(page)
    here, there = (page.content.overview.rows["phone"] for page in pages)
    here.edit()

    def words(row):
        tag = Together.of(hers.bridge).tag(row)
        return "" if tag is None else tag.words

    qtbot.waitUntil(lambda: words(there) == "Marit Holm is writing here")
    there.edit()
    there.editor.set_text("22 22 22 22")
    here.editor.set_text("11 11 11 11")
    here.save()
    qtbot.waitUntil(lambda: words(there) == "Changed meanwhile by Marit Holm")
    there.save()
    qtbot.waitUntil(lambda: hers.panels != [])
    hers.panels[0].primary.click()
    qtbot.waitUntil(lambda: here.words == "22 22 22 22")
    seen = elsewhere(lambda: mine.desk.see(PersonRecord(person))).person
    assert seen.phone == "22 22 22 22"


def test_a_meeting_is_shared_over_the_wire(qtbot, server_seats):
    mine, hers = server_seats.mine, server_seats.hers
    for given in ("Even", "Åse", "Kari"):
        elsewhere(lambda given=given: mine.desk.do(AddPerson(given, "Moe", even_so=True)))
    pages = []
    for seat in (mine, hers):
        page = MeetingPage(seat.bridge, seat.messages, seat.host)
        page.resize(seat.host.size())
        page.show()
        pages.append(page)
    here, there = pages
    qtbot.waitUntil(here.start_panel.start.isVisible)
    here.start_panel.start.click()
    for page in pages:
        qtbot.waitUntil(lambda page=page: page.running and page.run_panel.item is not None)
    here.run_panel.go_on()
    qtbot.waitUntil(lambda: there.run_panel.place == 1)
    there.run_panel.go_on()
    qtbot.waitUntil(lambda: here.run_panel.place == 2)
    assert mine.messages.problems == hers.messages.problems == []
