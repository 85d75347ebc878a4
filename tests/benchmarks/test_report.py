"""A fidelity report of thirty pages against the bare library with the same pages."""

from io import BytesIO

from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from factdesk.papers.fidelity_report import report_pdf
from factdesk.papers.report_facts import ItemLine, ReportFacts, Written
from factdesk.papers.styles import REGULAR, STRONG, load_fonts
from tests.support.papers import PRINTED, pages
from tests.support.reports import ADVICE, COMMENT, report, scale

GOAL = 1.5
PAGES = 30
#: What stands at the left of what is said of an item, and its width in points.
_LABELS = 88


def _facts() -> ReportFacts:
    """The largest scale that ships, with a comment and a recommendation of a few lines each."""
    of = scale("facts-2010")
    written = {
        slot: Written("Sett i journalene.", "En holder på 4.", COMMENT * 7, ADVICE * 3)
        for slot, _items in of.slots()
    }
    return report(of, written=written)


def _bare(facts: ReportFacts) -> bytes:
    """The same texts, tables and bars, set plainly in the same typeface, each page numbered."""
    load_fonts()
    body = ParagraphStyle("body", fontName=REGULAR, fontSize=9.2, leading=12.2, spaceAfter=3)
    said = ParagraphStyle("said", body, leftIndent=_LABELS, bulletFontName=REGULAR,
                          bulletFontSize=8)  # fmt: skip
    head = ParagraphStyle("head", fontName=STRONG, fontSize=12, leading=16, spaceBefore=18)
    out, lines = BytesIO(), facts.lines()
    story = [Paragraph("Rapport", head), Paragraph(facts.title, body)]
    rows = [(label, getattr(facts, label) or "") for label in ("team", "owners", "area", "sources")]
    story.append(Table([[Paragraph(text, body) for text in row] for row in rows]))
    story += [PageBreak(), Paragraph("Sammendrag", head), Paragraph(facts.strengths or "", body)]
    story += [PageBreak(), *(_bars(lines[start : start + 40]) for start in (0, 40))]
    story.append(
        Table(
            [
                [Paragraph(line.item.title.in_language("nb"), body), [Paragraph("3", body)],
                 [Paragraph("3", body)]]
                for line in lines
            ],
            colWidths=[360, 90, 60],
        )
    )  # fmt: skip
    story.append(PageBreak())
    for line in lines:
        story += [Spacer(1, 12), Paragraph(line.item.title.in_language("nb"), head)]
        texts = [("Skår", str(line.score)), ("Begrunnelse", line.written.why),
                 ("Uenighet", line.written.dissent), ("Kommentar", line.written.comment),
                 ("Anbefaling", line.written.recommendation)]  # fmt: skip
        if line.figure is not None:
            texts[3:3] = [
                ("Tall", "73,4 % · 1 214 / 1 702 · dekning 48 av 50 (2 uten sted)"),
                ("", f"{line.figure.figure.method} {line.figure.figure.beside[0]}"),
                ("", line.figure.why),
            ]
        if line.is_disputed:
            texts.insert(1, ("Vurderere", " · ".join(one.rater.name for one in line.scores)))
        story += [Paragraph(text, said, bulletText=label or None) for label, text in texts if text]
    story += [Paragraph("Enighet", head), *_ending(facts, body)]
    story += [Paragraph(note.in_language("nb"), said) for note in facts.scale.notes]
    looks = {line.item.look_back.in_language("nb") for line in lines}
    story += [Paragraph(look, said, bulletText="Blikk bakover") for look in sorted(looks) if look]

    def number(canvas: object, document: SimpleDocTemplate) -> None:
        canvas.setFont(REGULAR, 8)
        canvas.drawRightString(540, 30, f"Side {document.page}")

    document = SimpleDocTemplate(out, pagesize=A4, initialFontName=REGULAR, pageCompression=1,
                                 leftMargin=42, rightMargin=42, topMargin=60,
                                 bottomMargin=65)  # fmt: skip
    document.build(story, onFirstPage=number, onLaterPages=number)
    return out.getvalue()


def _ending(facts: ReportFacts, body: ParagraphStyle) -> list[Table]:
    """The values of the agreement, where the raters differed, and the plans."""
    agreed = [(name, f"{value}") for name, value in vars(facts.agreement).items()][:7]
    differed = [
        (line.item.title.in_language("nb"), " · ".join(f"{one.rater.name} {one.given}"
                                                       for one in line.scores), str(line.score))
        for line in facts.lines()
        if line.is_disputed
    ]  # fmt: skip
    planned = [(one.text, f"{one.item}", f"{one.owner}", f"{one.due_on:%d.%m.%Y}", "i gang")
               for one in (*facts.planned, *facts.before.planned)]  # fmt: skip
    return [
        Table([[[Paragraph(text, body)] for text in row] for row in rows], repeatRows=1)
        for rows in (agreed, differed, planned)
    ]


def _bars(lines: tuple[ItemLine, ...]) -> Drawing:
    """A bar for each item with its ground, its title and its number."""
    drawing = Drawing(510, 14.5 * len(lines) + 14)
    for tick in range(5):
        drawing.add(Line(244 + tick * 58, 0, 244 + tick * 58, drawing.height))
    for number, line in enumerate(lines):
        y = 14.5 * (len(lines) - number)
        title = line.item.title.in_language("nb")
        drawing.add(String(0, y, title, fontName=REGULAR, fontSize=8.5))
        drawing.add(String(500, y, str(line.score), fontName=STRONG, fontSize=8.5))
        drawing.add(Rect(244, y, 232, 7.5))
        drawing.add(Rect(244, y, 46 * (line.score or 0), 7.5))
        drawing.add(Line(360, y - 2, 360, y + 9))
    return drawing


def test_a_report_of_thirty_pages_takes_at_most_half_more_than_the_bare_library(compare):
    facts = _facts()

    def ours() -> bytes:
        return report_pdf(facts, printed_at=PRINTED, language="nb")

    def bare() -> bytes:
        return _bare(facts)

    count = len(pages(ours()))
    assert count >= PAGES
    # Fewer pages than ours would be to our advantage, many more to our loss.
    assert abs(count - len(pages(bare()))) <= 2
    name = f"A fidelity report of {count} pages to PDF"
    result = compare.measure(name, ours, bare, goal=GOAL, rounds=10)
    assert result.is_reached, result.line()
