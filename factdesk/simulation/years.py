"""The whole simulation in its order: team, persons, board, contacts, meetings."""

from random import Random

from factdesk.simulation.ahead import add_ahead
from factdesk.simulation.around import add_around
from factdesk.simulation.board import add_board
from factdesk.simulation.contacts import add_contacts
from factdesk.simulation.episodes import lay_out
from factdesk.simulation.groups import add_groups
from factdesk.simulation.lives import make_lives
from factdesk.simulation.meetings import add_meetings
from factdesk.simulation.plans import add_plans
from factdesk.simulation.staff import make_team
from factdesk.simulation.wish import Given, Rows, Wish
from factdesk.team.tables import Model

#: How many persons outside the board come up in a meeting; an ACT team takes everybody.
ROTATION = 3


def simulate(wish: Wish, given: Given) -> Rows:
    """The rows of a made-up team; the same wish, team and seed give the same rows."""
    rows = Rows(Random(wish.seed), wish.today)
    young = given.model is Model.FACT_UNG
    team = make_team(rows, wish, given)
    lives = make_lives(rows, wish, team, young=young)
    episodes = lay_out(rows.rng, wish, lives, young=young)
    for episode in episodes:
        episode.id = rows.new_id()
    add_around(rows, wish, lives, young=young)
    add_contacts(rows, wish, lives, team)
    add_groups(rows, wish, lives, team)
    add_ahead(rows, wish, lives, team)
    categories = dict(given.categories)
    rotation = None if given.model is Model.ACT else ROTATION
    decisions = add_meetings(rows, wish, lives, episodes, team, categories, rotation)
    add_board(rows, wish, episodes, decisions, team, categories)
    add_plans(rows, wish, lives, team, young=young)
    return rows
