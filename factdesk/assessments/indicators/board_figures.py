"""Figures."""

from collections.abc import Mapping

from factdesk.assessments.indicators.figure import Maker

MAKERS: Mapping[str, Maker] = {}
