"""Triggers of a team server: what a policy cannot say, because it needs what was there before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from factdesk.store.server.functions import Function, run

_GUARD_COUNTER = Function(
    "guard_counter",
    "",
    "trigger",
    """
DECLARE
    mine bigint;
    writer bigint;
BEGIN
    IF NEW.tenant <> OLD.tenant OR NEW.id <> OLD.id OR NEW.n < OLD.n THEN
        RAISE EXCEPTION 'the counter only grows' USING ERRCODE = 'ZF008';
    END IF;
    IF NEW.n <> OLD.n OR NEW.last_hash IS NOT DISTINCT FROM OLD.last_hash
        OR factdesk.administers() THEN
        RETURN NEW;
    END IF;
    -- The hash is that of the newest entry, so it is given by whoever writes that entry now: an
    -- entry that is seen while its writer is under way is this transaction's own. It may be of a
    -- subtransaction, for what follows a savepoint that was gone back to is in one; and those
    -- have later numbers than the transaction. The numbers of rows are cut to 32 bits.
    mine := pg_current_xact_id()::text::bigint;
    SELECT mine + (l.xmin::text::bigint - mine % 4294967296 + 4294967296) % 4294967296
        INTO writer FROM public.change_log AS l WHERE l.tenant = NEW.tenant AND l.number = NEW.n;
    IF writer IS NULL OR writer - mine > 2147483647 THEN
        RAISE EXCEPTION 'the hash is of another entry' USING ERRCODE = 'ZF008';
    END IF;
    IF pg_xact_status(writer::text::xid8) <> 'in progress' THEN
        RAISE EXCEPTION 'the hash is of another entry' USING ERRCODE = 'ZF008';
    END IF;
    RETURN NEW;
END
""",
    for_users=False,
)

_TELL = Function(
    "tell",
    "",
    "trigger",
    """
BEGIN
    PERFORM pg_notify('fd_' || NEW.tenant, NEW.n::text);
    RETURN NULL;
END
""",
    for_users=False,
)

_COUNTER_HOLDS = Function(
    "counter_holds",
    "",
    "trigger",
    """
DECLARE
    newest bigint;
    entries bigint;
    covered bigint;
BEGIN
    SELECT c.n INTO newest FROM public.change_counter AS c
        WHERE c.tenant = NEW.tenant AND c.id = NEW.id;
    IF newest = OLD.n THEN
        RETURN NULL;
    END IF;
    SELECT count(*) INTO entries FROM public.change_log AS l
        WHERE l.tenant = NEW.tenant AND l.number > OLD.n AND l.number <= newest;
    SELECT coalesce(sum(a.last - a.first + 1), 0) INTO covered FROM public.acts AS a
        WHERE a.tenant = NEW.tenant AND a.last > OLD.n;
    IF entries <> newest - OLD.n OR covered <> newest - OLD.n THEN
        RAISE EXCEPTION 'the counter, the log and the acts do not fit' USING ERRCODE = 'ZF008';
    END IF;
    RETURN NULL;
END
""",
    for_users=False,
)

_GUARD_ACT = Function(
    "guard_act",
    "",
    "trigger",
    """
BEGIN
    IF factdesk.administers() THEN
        RETURN NEW;
    END IF;
    IF NEW.last < NEW.first OR NEW.first <> 1 + coalesce(
            (SELECT max(a.last) FROM public.acts AS a WHERE a.tenant = NEW.tenant), 0) THEN
        RAISE EXCEPTION 'the act does not follow the one before' USING ERRCODE = 'ZF008';
    END IF;
    RETURN NEW;
END
""",
    for_users=False,
)

_GUARD_STAFF = Function(
    "guard_staff",
    "",
    "trigger",
    """
BEGIN
    IF factdesk.administers() OR factdesk.may('users') THEN
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF OLD.is_administrator OR EXISTS (SELECT FROM factdesk.members AS m
                WHERE m.tenant = OLD.tenant AND m.staff_id = OLD.id AND m.is_active) THEN
            RAISE EXCEPTION 'only an administrator' USING ERRCODE = '42501';
        END IF;
        RETURN OLD;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.is_administrator OR NEW.role <> 'member' OR NEW.user_name IS NOT NULL THEN
            RAISE EXCEPTION 'only an administrator' USING ERRCODE = '42501';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.id, NEW.role, NEW.is_administrator) IS DISTINCT FROM
            (OLD.id, OLD.role, OLD.is_administrator)
        OR NEW.user_name IS DISTINCT FROM OLD.user_name THEN
        RAISE EXCEPTION 'only an administrator' USING ERRCODE = '42501';
    END IF;
    IF NOT factdesk.may('team') AND (OLD.id IS DISTINCT FROM factdesk.staff_id()
            OR to_jsonb(NEW) - 'passphrase_at' - 'version'
            IS DISTINCT FROM to_jsonb(OLD) - 'passphrase_at' - 'version') THEN
        RAISE EXCEPTION 'only a leader' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END
""",
    for_users=False,
)

FUNCTIONS: Final = (
    _GUARD_COUNTER,
    _TELL,
    _COUNTER_HOLDS,
    _GUARD_ACT,
    _GUARD_STAFF,
)


@dataclass(frozen=True)
class Trigger:
    """One trigger: its name, its table, and the statement between the two and the function."""

    name: str
    table: str
    when: str
    function: str
    constraint: bool = False
    condition: str = ""

    @property
    def statement(self) -> str:
        """The statement that makes it."""
        kind = "CONSTRAINT TRIGGER" if self.constraint else "TRIGGER"
        deferred = " DEFERRABLE INITIALLY DEFERRED" if self.constraint else ""
        condition = f" WHEN ({self.condition})" if self.condition else ""
        return (
            f"CREATE {kind} {self.name} {self.when} ON public.{self.table}{deferred}"
            f" FOR EACH ROW{condition} EXECUTE FUNCTION factdesk.{self.function}()"
        )


TRIGGERS: Final = (
    Trigger("fd_guard", "change_counter", "BEFORE UPDATE", "guard_counter"),
    Trigger("fd_tell", "change_counter", "AFTER UPDATE", "tell", condition="NEW.n > OLD.n"),
    Trigger(
        "fd_holds",
        "change_counter",
        "AFTER UPDATE",
        "counter_holds",
        constraint=True,
        condition="NEW.n > OLD.n",
    ),
    Trigger("fd_guard", "acts", "BEFORE INSERT", "guard_act"),
    Trigger("fd_guard", "staff", "BEFORE INSERT OR UPDATE OR DELETE", "guard_staff"),
)


def make(connection: Connection) -> None:
    """Make every trigger anew; the connection acts as the owner."""
    for trigger in TRIGGERS:
        run(connection, f"DROP TRIGGER IF EXISTS {trigger.name} ON public.{trigger.table}")
        run(connection, trigger.statement)
