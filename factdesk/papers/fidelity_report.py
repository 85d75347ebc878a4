"""The fidelity report on paper: the result on one page, then everything it rests on.

A draft, an incomplete assessment and a correction say so on every page. Nobody whom the team
follows is named: figures are printed without the rows behind them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from reportlab.platypus import Flowable, PageBreak

from factdesk.papers.frame import Sheet, build, page_room
from factdesk.papers.report_ending import agreement, improvement_plan, whole_texts
from factdesk.papers.report_facts import ReportFacts
from factdesk.papers.report_items import items
from factdesk.papers.report_marks import STRIP, draw_state
from factdesk.papers.report_method import method, sources
from factdesk.papers.report_profile import profile, trend_over_time
from factdesk.papers.report_setting import Setting, edition_of, short, span_of, state_of
from factdesk.papers.report_summary import summary
from factdesk.papers.report_title import title_page
from factdesk.papers.styles import Looks
from factdesk.words import _, format_date, in_language, pgettext


def report_pdf(facts: ReportFacts, *, printed_at: datetime, language: str) -> bytes:
    """The report as a PDF in "nb", "nn" or "en"."""
    with in_language(language):
        looks = Looks(9.2)
        told = " · ".join(state_of(facts))

        def draw_band(canvas: Any, left: float, top: float, width: float) -> None:
            draw_state(canvas, looks, told, left, top, width)

        sheet = Sheet(
            title=pgettext("report", "Fidelity report, {scale}, {period}")
            .format(scale=edition_of(facts), period=span_of(facts))
            .rstrip(", "),
            subject=_("How closely the team follows its model"),
            team=facts.team,
            printed_at=printed_at,
            running=edition_of(facts),
            is_confidential=False,
            footnote=_footnote(facts),
            band=STRIP if told else 0.0,
            draw_band=draw_band if told else None,
        )
        setting = Setting(facts, looks, sheet.width)
        room = page_room(sheet) - sheet.band
        return build(sheet, looks, lambda: _story(setting, room))


def _story(setting: Setting, room: float) -> list[Flowable]:
    front, most = summary(setting, room)
    return [
        *title_page(setting),
        PageBreak(),
        *front,
        PageBreak(),
        *profile(setting),
        *trend_over_time(setting),
        *whole_texts(setting, most),
        *items(setting),
        *agreement(setting),
        *improvement_plan(setting),
        *method(setting),
        *sources(setting),
    ]


def _footnote(facts: ReportFacts) -> str:
    """What stands below each page: whether it is signed, and when."""
    signature = facts.signature
    if signature is None or facts.is_review:
        return state_of(facts)[0] if state_of(facts) else ""
    return pgettext("report", "Signed {day}, content {digest}").format(
        day=format_date(signature.on, "numeric"), digest=short(signature.content_hash)
    )
