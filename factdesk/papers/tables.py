"""What is remembered of printing: that a paper was made, not what stood on it."""

from datetime import date, datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from factdesk.store.base import ID, Base
from factdesk.store.ids import new_id


class PrintedPaper(Base):
    """Somebody took data out of the store on paper or as a file. Append-only, and logged.

    ``kind`` is the paper's code; ``day`` the day it is of, for papers that have one.
    """

    __tablename__ = "printed_papers"

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=new_id)
    at: Mapped[datetime]
    actor_id: Mapped[str] = mapped_column(ID)
    station: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(40))
    day: Mapped[date | None]

    __table_args__ = (Index("ix_printed_papers_at", "at"),)
