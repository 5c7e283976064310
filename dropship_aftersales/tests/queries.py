"""What something costs the database, in queries."""

from contextlib import contextmanager
from dataclasses import dataclass


@dataclass
class Spent:
    queries: int = 0


@contextmanager
def counted(env):
    """Counts what is done inside, from nothing known to everything written."""
    env.invalidate_all()
    spent, before = Spent(), env.cr.sql_log_count
    yield spent
    env.flush_all()
    spent.queries = env.cr.sql_log_count - before


def queries_of(env, act):
    """How many queries ``act`` alone costs."""
    with counted(env) as spent:
        act()
    return spent.queries
