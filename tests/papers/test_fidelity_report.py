"""The fidelity report: one page that says it all, what is behind it, and its state on each page."""

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from factdesk.assessments.indicators.figure import Coverage
from factdesk.papers.fidelity_report import report_pdf
from factdesk.papers.report_facts import (
    Correction,
    Planned,
    ReportFacts,
    Signature,
    Written,
    of_ratings,
)
from factdesk.papers.report_marks import level_of
from factdesk.papers.report_setting import state_of
from factdesk.words import in_language
from fidelity.model import Mark, Text
from tests.support.papers import PRINTED, pages
from tests.support.reports import ADVICE, OUTSIDE, draft, figure, report, scale, scores

LANGUAGES = ("nb", "nn", "en")


def printed(facts: ReportFacts | None = None, language: str = "nb") -> bytes:
    return report_pdf(facts or report(), printed_at=PRINTED, language=language)


def text_of(facts: ReportFacts | None = None, language: str = "nb") -> str:
    return " ".join(pages(printed(facts, language)))


def summary_of(facts: ReportFacts, language: str = "nb") -> str:
    """The page after the first."""
    return pages(printed(facts, language))[1]


# -- the whole


def test_the_parts_stand_in_the_order_an_auditor_reads():
    shown = text_of()
    order = ["Rapport om modelltrofasthet", "Vurderere", "Hva skalaen er", "Sammendrag",
             "Viktigste anbefalinger", "Profil", "Skårene som tabell", "Utvikling", "Ledd for ledd",
             "Enighet mellom vurdererne", "Forbedringsplan", "Planen fra forrige", "Metode",
             "Kilder og lisens"]  # fmt: skip
    places = [shown.index(part) for part in order]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", ("Sammendrag", "Delskalaer", "Menneskelige ressurser", "Anbefaling", "2,96")),
        ("nn", ("Samandrag", "Delskalaer", "Menneskelige ressurser", "Tilråding", "2,96")),
        ("en", ("Summary", "Subscales", "Human resources", "Recommendation", "2.96")),
    ],
)
def test_it_speaks_each_language(language, words):
    shown = text_of(language=language)
    assert [word for word in words if word not in shown] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scale_id", ["dacts", "tmact", "facts-2017", "facts-2010", "fact-ung"])
def test_every_scale_that_ships_can_be_printed_with_every_item(scale_id, language):
    of = scale(scale_id)
    shown = text_of(report(of), language)
    for _slot, items in of.slots():
        title = " ".join(items[0].title.in_language(language).split())
        assert f"{items[0].code} {title}" in shown


def test_letters_of_norwegian_and_sami_print_everywhere():
    letters = "æøåáčđŋšŧž ÆØÅÁČĐŊŠŦŽ"
    facts = report(strengths=letters, team=f"Team {letters}", sources=letters)
    assert text_of(facts).count(letters) >= 3
    assert OUTSIDE.name in text_of(facts)


def test_the_same_content_at_the_same_time_gives_the_same_bytes():
    assert printed() == printed()
    assert printed() != printed(report(title="Noe annet"))


def test_properties_and_outline_name_nobody_and_the_outline_has_every_item():
    content = printed()
    for name in ("Marit Holm", "Čáhppe"):
        assert name.encode() not in content
        assert name.encode("utf-16-be") not in content
    assert b"/Lang (nb-NO)" in content
    assert content.count(b"/Title") > len(report().scale.items) + 10


def test_each_page_tells_its_number_the_version_and_the_time_of_print():
    texts = pages(printed())
    for number, text in enumerate(texts, 1):
        assert f"Side {number} av {len(texts)}" in text
        assert "Skrevet ut 23.11.2026 08:30" in text
        assert "FACTdesk" in text


# -- the summary


def test_the_summary_has_total_band_subscales_strengths_and_three_recommendations():
    shown = summary_of(report())
    for part in ("2,96", "Lav modelltrofasthet", "sum 83 av 140", "Forrige måling", "−0,99",
                 "Menneskelige ressurser", "2,86", "Teamet møtes hver dag"):  # fmt: skip
        assert part in shown
    assert shown.count(ADVICE) == 3
    assert [code for code in ("H4", "H7", "H10") if f"{code} " not in shown] == []


@pytest.mark.parametrize("length", [0, 300, 4_000])
@pytest.mark.parametrize("scale_id", ["dacts", "tmact", "facts-2017"])
def test_the_summary_is_one_page_however_much_is_written(scale_id, length):
    of = scale(scale_id)
    long = ("Teamet kjenner alle brukerne sine godt og møtes hver morgen. " * 100)[:length]
    written = {slot: Written(recommendation=long or None, is_main=True) for slot, _ in of.slots()}
    facts = report(of, strengths=long, weaknesses=long, written=written)
    texts = pages(printed(facts))
    assert "Sammendrag" in texts[1]
    assert "Viktigste anbefalinger" in texts[1]
    assert "Profil" in texts[2]
    assert "Viktigste anbefalinger" not in texts[2]


def test_what_the_summary_has_no_room_for_stands_whole_further_on():
    words = [f"ord{number}" for number in range(600)]
    shown = text_of(report(strengths=" ".join(words)))
    assert "lenger bak" in shown
    assert [word for word in words if word not in shown] == []


def test_without_strengths_the_highest_scored_items_stand_there():
    shown = summary_of(report(strengths=None))
    assert "Leddene med høyest skår: H5 " in shown
    assert "H2" not in shown[shown.index("Leddene med") : shown.index("Svakheter")]


def test_without_chosen_ones_the_recommendations_of_the_lowest_items_stand_there():
    of = scale()
    given = scores(of) | {"O1": 1, "S3": 1, "H1": 5}
    written = {code: Written(recommendation=f"Råd om {code}") for code in ("H1", "O1", "S3", "H5")}
    shown = summary_of(report(of, given=given, written=written))
    assert shown.index("Råd om O1") < shown.index("Råd om S3")
    assert shown.count("Råd om") == 3


def test_entry_questions_stand_there_only_where_they_are_answered():
    of = scale("facts-2010")
    assert of.entry_questions
    answers = {one.code: True for one in of.entry_questions[:-1]}
    assert "Inngangsspørsmål" not in text_of(report(of))
    asked = len(of.entry_questions)
    told = f"{asked - 1} av {asked} besvart med ja"
    assert told in summary_of(report(of, entry=answers))


def test_each_band_has_a_shape_of_its_own_from_octagon_to_circle():
    shapes = {
        scale_id: [level_of(scale(scale_id), band) for band in sorted(
            scale(scale_id).bands, key=lambda one: one.at_least or Fraction(0))]
        for scale_id in ("dacts", "facts-2017")
    }  # fmt: skip
    assert shapes == {
        "dacts": ["red", "yellow", "green"],
        "facts-2017": ["red", "yellow", "blue", "green"],
    }


# -- its state


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (draft(), "Utkast, ikke signert"),
        (draft(is_withdrawn=True), "Trukket tilbake"),
        (report(is_corrected=True), "En senere rettelse har erstattet"),
        (report(correction=Correction(date(2026, 12, 1), "Feil periode")),
         "En rettelse av rapporten signert 1. desember 2026"),
        (report(signature=Signature(date(2026, 12, 4), "Marit Holm", "ab" * 32, holds=False)),
         "Det signerte innholdet er endret"),
        (report(given=dict(list(scores(scale()).items())[:25]), signature=None),
         "Ufullstendig: 3 av 28 ledd mangler skår"),
    ],
)  # fmt: skip
def test_what_the_reader_must_know_stands_on_every_page(facts, told):
    texts = pages(printed(facts))
    assert len(texts) > 8
    assert [number for number, text in enumerate(texts, 1) if told not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_must_be_known_is_told_together_without_being_cut(language):
    facts = report(
        given=dict(list(scores(scale()).items())[:25]),
        signature=None,
        correction=Correction(date(2026, 12, 1), "Feil"),
        is_corrected=True,
    )
    with in_language(language):
        told = " · ".join(state_of(facts))
    assert told.count("·") == 3
    assert all(told in text for text in pages(printed(facts, language))[1:])


def test_a_signed_and_whole_report_bears_no_such_mark():
    shown = text_of()
    assert "Utkast" not in shown
    assert "Ufullstendig" not in shown
    assert "Signert 04.12.2026, innhold 0123456789abcdef" in shown


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nb", "Utkast, ikke signert"),
        ("nn", "Utkast, ikkje signert"),
        ("en", "Draft, not signed"),
    ],
)
def test_a_draft_says_so_in_each_language(language, told):
    assert all(told in text for text in pages(printed(draft(), language)))


def test_an_incomplete_one_has_no_total_and_names_what_is_missing():
    facts = report(given=dict(list(scores(scale()).items())[:25]), signature=None)
    shown = pages(printed(facts))
    assert "Mangler skår: S8, S9, S10" in shown[0]
    assert "ingen total. 25 av 28 ledd er skåret" in shown[1]
    assert "Total, fra 1" not in shown[1]
    assert "Lav modelltrofasthet" not in shown[1]


def test_nothing_scored_is_a_report_without_numbers():
    shown = text_of(report(given={}, signature=None, agreement=None))
    assert "0 av 28 ledd er skåret" in shown
    assert "Ingen ledd er skåret" in shown


def test_a_correction_says_why():
    facts = report(correction=Correction(date(2026, 12, 1), "Feil periode i S1"))
    assert "Hvorfor: Feil periode i S1" in pages(printed(facts))[0]


# -- charts


def test_each_chart_has_its_words_and_its_table():
    shown = text_of()
    for part in ("Med ord: høyest er Menneskelige ressurser med 3,00",
                 "Gjennomsnittene som tabell", "Med ord: 5 ledd har 5, 6 ledd har 4",
                 "Skårene som tabell", "Med ord: fra 3,55 (30.11.2024) til 2,96",
                 "Utviklingen som tabell"):  # fmt: skip
        assert part in shown


def test_60_items_are_all_drawn_and_all_in_the_table():
    of = scale("facts-2010")
    texts = pages(printed(report(of)))
    codes = [items[0].code for _slot, items in of.slots()]
    assert len(codes) == 60
    profile = " ".join(texts[2:8])
    for code in codes:
        assert len(re.findall(rf"(?<![\w]){code} (?=[A-ZÆØÅ])", profile)) >= 2
    assert min(len(text) for text in texts) > 150


def test_a_scale_with_variants_shows_the_one_that_was_scored():
    of = scale("facts-2010")
    given = scores(of)
    del given["3a"]
    shown = text_of(report(of, given=given | {"3b": 5}))
    assert of.item("3b").title.in_language("nb") in shown
    assert of.item("3a").title.in_language("nb") not in shown


def test_published_means_stand_beside_the_teams_own():
    shown = text_of(report(scale("tmact")))
    assert "12 norske team etter 12 måneder" in shown
    assert "etter 30 måneder" in shown
    assert "Publisert: 12 norske team etter 12 måneder 3,3; 12 norske team etter 30" in shown
    assert "3,9 4,1" in shown


def test_the_trend_is_only_of_more_than_one_measurement():
    assert "Utviklingen som tabell" not in text_of(report(trend=(), before=None))
    assert "Utviklingen som tabell" not in text_of(report(trend=(), given={}, signature=None))


# -- item by item


def test_an_item_tells_score_anchor_figure_and_what_came_of_the_suggestion():
    of = scale()
    item = of.item("S1")
    facts = report(of, given=scores(of) | {"S1": 4, "S2": 2})
    shown = text_of(facts)
    at = shown.index("Ledd for ledd")
    own = shown[shown.index("S1 ", at) : shown.index("S2 ", at + 10_000)]
    for part in (item.measures.in_language("nb"), "4: 60 til 79 %", "73,4 %", "1 214 / 1 702",
                 "26.10.2026–22.11.2026", "dekning 48 av 50 (2 uten sted)", "Forslag 4", "Fulgt.",
                 "Kontortimene ligger"):  # fmt: skip
        assert part in own.replace("\u202f", " ").replace("\xa0", " ")
    assert "Ikke fulgt." in shown[shown.index("S2 ", at + 10_000) :]


def test_different_scores_of_raters_are_told_with_the_dissent():
    shown = text_of()
    assert f"Marit Holm 3 · {OUTSIDE.name} 4" in shown
    assert "Ødegård holder på 4." in shown
    assert "Der skårene var ulike" in shown


def test_a_figure_with_too_little_data_says_so_and_suggests_nothing():
    of = scale()
    thin = replace(
        figure(of.item("S1"), 4, value=None, numerator=None, denominator=None,
               too_little="Bare to journaler.", coverage=Coverage(2, 10)),
        suggested=None, why="Bare to journaler.",
    )  # fmt: skip
    shown = text_of(report(of, figures={"S1": thin}))
    assert "Bare to journaler." in shown
    assert "For lite data, og derfor ikke noe forslag: S1" in shown
    assert "dekning 2 av 10" in shown


@pytest.mark.parametrize("field", ["comment", "recommendation", "dissent", "why"])
def test_4000_characters_flow_over_pages_and_lose_no_word(field):
    words = [f"ord{number}" for number in range(700)]
    text = " ".join(words)[:4_000]
    of = scale()
    written = {slot: Written(**{field: text}) for slot in ("H1", "O3", "S10")}
    shown = text_of(report(of, written=written))
    assert [word for word in text.split() if shown.count(word) < 3] == []


def test_a_word_without_spaces_stays_on_the_paper():
    text = "Å" * 4_000
    shown = re.sub(r"\s", "", text_of(report(written={"H1": Written(comment=text)})))
    assert "Å" * 80 in shown
    assert shown.count("Å") >= 4_000


def test_what_looks_like_markup_is_text_in_titles_and_comments():
    of = scale()
    title = Text({"nb": '<b>Fet</b> & <img src="x">'})
    items = (replace(of.items[0], title=title), *of.items[1:])
    facts = report(
        replace(of, items=items, title=title),
        title="<i>DACTS</i> & co",
        written={"H1": Written(comment="<para>ikke & slutt", recommendation="<br/>a</font>")},
    )
    shown = text_of(facts)
    assert 'H1 <b>Fet</b> & <img src="x">' in shown
    assert "<i>DACTS</i> & co" in shown
    assert "<para>ikke & slutt" in shown
    assert "<br/>a</font>" in shown


def test_a_very_long_title_and_very_long_names_leave_the_pages_whole():
    of = scale()
    title = Text({"nb": "Et ledd med et langt navn " * 75})
    facts = report(
        replace(of, items=(replace(of.items[0], title=title), *of.items[1:])),
        team="Fjellbygda " * 40,
        sources="Journal " * 500,
    )
    assert "Ledd for ledd" in text_of(facts)


def test_signs_without_a_glyph_are_marked_and_the_paper_says_so():
    shown = text_of(report(strengths="Bra 😀"))
    assert "Bra □" in shown
    assert "skrifttypen ikke har" in shown


# -- the ending


def test_agreement_names_its_formulas_and_what_is_published_of_dacts_only():
    shown = text_of()
    for part in ("Vektet kappa, lineære vekter", "Vektet kappa, kvadratiske", "ICC(2,1)",
                 "Shrout og Fleiss 1979", "0,92", "0,87"):  # fmt: skip
        assert part in shown
    other = text_of(report(scale("tmact")))
    assert "ICC(2,1)" in other
    assert "0,92" not in other


def test_one_rater_has_no_agreement():
    shown = text_of(report(raters=report().raters[:1], ratings={}, agreement=None))
    assert "Enighet mellom vurdererne" not in shown
    assert "Én vurderer skåret" in shown


def test_both_plans_stand_with_owner_due_day_and_state():
    planned = (
        Planned("S1", "Hjemmedager", "MH", date(2027, 2, 1)),
        Planned(None, "Ny turnus", None, None, is_dropped=True),
        Planned("H7", "Lyse ut", "TK", date(2026, 9, 1), is_late=True),
    )
    shown = text_of(report(planned=planned))
    for part in ("Hjemmedager S1 MH 01.02.2027 i gang", "Ny turnus – ingen ennå – lagt bort",
                 "Lyse ut H7 TK 01.09.2026 forsinket",
                 "Ukentlig liste over hvem ingen har sett S5 TK 01.03.2026"):  # fmt: skip
        assert part in shown


def test_the_method_tells_rounding_left_out_sample_doubts_and_digests():
    of = scale("tmact")
    given = scores(of) | {"ST2": Mark.NOT_RATED, "ST3": Mark.NOT_RATED}
    shown = text_of(report(of, given=given, blind_first=True))
    method = shown[shown.rindex("Metode") :]
    for part in ("rundes av én gang, halve oppover, til 1 desimal", "ST2 (ikke skåret)",
                 "startverdi 4211", "vist etter at leddet var skåret", "Ikke bekreftet mot",
                 "båndene «", of.digest[:16], "0123456789abcdef"):  # fmt: skip
        assert part in method
    for note in of.notes:
        assert " ".join(note.in_language("nb").split())[:60] in method


def test_the_source_and_the_licence_of_the_scale_stand_last():
    of = scale()
    last = text_of().rsplit("Kilder og lisens", 1)[1]
    assert of.source.in_language("nb")[:60] in last
    assert of.licence.in_language("nb")[:50] in last


# -- a review made without a store


def test_a_file_of_scores_becomes_a_report_that_says_what_it_is():
    facts = of_ratings(scale(), scores(scale()), name="Fjellbygda høst")
    texts = pages(printed(facts))
    assert all("Laget av en fil med skårer, ikke signert" in text for text in texts)
    shown = " ".join(texts)
    assert "2,96" in shown
    for part in ("Forbedringsplan", "Enighet", "Ingen anbefaling"):
        assert part not in shown
