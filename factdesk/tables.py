"""Every mapped class of the house, so that the metadata is whole wherever a store opens."""

from factdesk.assessments import tables as assessments
from factdesk.board import tables as board
from factdesk.contacts import tables as contacts
from factdesk.papers import tables as papers
from factdesk.people import tables as people
from factdesk.plans import parts as plans_parts
from factdesk.plans import tables as plans
from factdesk.store import tables as store
from factdesk.team import tables as team

__all__ = [
    "assessments",
    "board",
    "contacts",
    "papers",
    "people",
    "plans",
    "plans_parts",
    "store",
    "team",
]
