"""Made-up fidelity reports: a scale that ships, scored by two raters a year apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from factdesk.assessments.indicators.figure import Coverage, Figure
from factdesk.assessments.scales import load_shipped
from factdesk.papers.report_facts import (
    Before,
    FigureFact,
    Planned,
    Point,
    Rater,
    ReportFacts,
    Signature,
    Written,
)
from fidelity.agreement import agreement
from fidelity.model import Item, Scale
from fidelity.rating import Given
from fidelity.scoring import so_far

FIRST, LAST, YEAR_AGO = date(2025, 12, 1), date(2026, 11, 30), date(2025, 11, 30)
MARIT = Rater("Marit Holm", "Fjellbygda kommune")
OUTSIDE = Rater("Áilu Čáhppe Ødegård", "Kompetansesenter rus", is_outside=True)
COMMENT = (
    "Kontortimene ligger hos tre behandlere, og to av dem møter sjelden brukerne hjemme. "
    "Observert i tavlemøtet og sett i ni av ti journaler."
)
ADVICE = "Prøv to faste hjemmedager i uka, og la to ansatte gå sammen til nye brukere."


def scale(scale_id: str = "dacts") -> Scale:
    """A scale that ships."""
    return load_shipped(scale_id)[0]


def scores(of: Scale, shift: int = 0) -> dict[str, Given]:
    """A score for every slot, between the ends of its part."""
    given: dict[str, Given] = {}
    for number, (_slot, items) in enumerate(of.slots()):
        part = of.part(items[0].part)
        steps = part.highest - part.lowest + 1
        given[items[0].code] = part.lowest + (number * 3 + 2 + shift) % steps
    return given


def figure(item: Item, score: int, **fields: Any) -> FigureFact:
    """A figure that suggests a score."""
    given: dict[str, Any] = {
        "code": item.figure or "in_vivo",
        "value": Fraction(367, 5),
        "numerator": Fraction(1_214),
        "denominator": Fraction(1_702),
        "unit": item.unit or "percent",
        "first": date(2026, 10, 26),
        "last": date(2026, 11, 22),
        "coverage": Coverage(48, 50, "2 uten sted"),
        "method": "Median over journalutvalget av andelen kontakter ute.",
        "beside": ("Hele caseloaden: 71,3 %.",),
    } | fields
    why = f"Forslag {score} «60 til 79 %», fordi medianen når 60, ikke 80."
    return FigureFact(Figure(**given), score, why)


def report(of: Scale | None = None, *, given: Any = None, **fields: Any) -> ReportFacts:
    """A signed report with something of everything; ``fields`` replace."""
    of = of or scale()
    settled = scores(of) if given is None else given
    other = scores(of, 1)
    pairs = [
        (settled[code], other[code])
        for code in settled.keys() & other.keys()
        if isinstance(settled[code], int) and isinstance(other[code], int)
    ]
    parts = {part.code: part for part in of.parts}
    lowest = min(part.lowest for part in parts.values())
    highest = max(part.highest for part in parts.values())
    outcome = so_far(of, settled)
    slots = [slot for slot, _items in of.slots()]
    values: dict[str, Any] = {
        "scale": of,
        "given": settled,
        "outcome": outcome,
        "title": "DACTS høsten 2026",
        "team": "FACT Fjellbygda",
        "owners": "Fjellbygda kommune og Fjell helseforetak",
        "area": "Fjellbygda, Øvre Dal og Nørdre Dal",
        "sources": "Tavlemøtet 12. november, ti journaler, intervju med leder og fem ansatte",
        "period_from": FIRST,
        "period_to": LAST,
        "raters": (MARIT, OUTSIDE),
        "ratings": {
            (rater, code): score
            for rater, own in enumerate((settled, other))
            for code, score in own.items()
            if rater == 0 or number_of(of, code) % 4 == 0 or score == settled.get(code)
        },
        "written": {
            slot: Written(
                comment=COMMENT,
                recommendation=ADVICE if number % 3 == 0 else None,
                is_main=number in (3, 6, 9),
                dissent="Ødegård holder på 4." if number % 8 == 0 else None,
                why="Sett i journalene." if number % 4 == 0 else None,
            )
            for number, slot in enumerate(slots)
        },
        "figures": {
            item.code: figure(item, 4) for item in of.items if item.figure is not None
        },
        "strengths": "Teamet møtes hver dag, og alle kjenner alle. Čáhppe og Åse leder an.",
        "weaknesses": "For få timer med psykiater.",
        "planned": (
            Planned("S1", "To faste hjemmedager i uka", "MH", date(2027, 2, 1)),
            Planned("H7", "Lyse ut halv stilling", "TK", date(2026, 9, 1), is_late=True),
        ),
        "before": Before(
            YEAR_AGO,
            Fraction(79, 20),
            {one.code: Fraction(38, 10) for one in outcome.groups},
            dict.fromkeys(slots, 3),
            (
                Planned("S5", "Ukentlig liste over hvem ingen har sett", "TK", date(2026, 3, 1),
                        date(2026, 2, 20)),
            ),
        ),
        "trend": (
            Point(date(2024, 11, 30), Fraction(71, 20)),
            Point(YEAR_AGO, Fraction(79, 20)),
        ),
        "agreement": agreement(pairs, lowest, highest),
        "agreement_of": (MARIT.name, OUTSIDE.name),
        "signature": Signature(date(2026, 12, 4), "Marit Holm", "0123456789abcdef" * 4),
        "sample_size": 10,
        "sample_drawn": 10,
        "sample_seed": 4211,
    }  # fmt: skip
    return ReportFacts(**(values | fields))


def number_of(of: Scale, code: str) -> int:
    """The place of an item in its scale."""
    return next(number for number, one in enumerate(of.items) if one.code == code)


def draft(**fields: Any) -> ReportFacts:
    """The same, not signed."""
    return replace(report(), signature=None, **fields)
