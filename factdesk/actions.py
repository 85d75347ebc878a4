"""Every action of the house: a logged act is told in words, and undone only with its right, whether
or not the page that does such acts has been opened.
"""

from importlib import import_module
from pkgutil import iter_modules

from factdesk.board import actions as board
from factdesk.contacts import actions as contacts
from factdesk.exchange import actions as exchange
from factdesk.papers import actions as papers
from factdesk.people import actions as people
from factdesk.team import actions as team

for _room in (board, contacts, exchange, papers, people, team):
    for _module in iter_modules(_room.__path__, f"{_room.__name__}."):
        import_module(_module.name)
