"""Does what somebody tries, as a whole or not at all, and writes the story down."""

import logging
from contextlib import contextmanager

import psycopg2

from odoo.exceptions import UserError
from odoo.tools import mute_logger

OURS = "odoo.addons.dropship_aftersales"
# Longer reasons are cut: the story stays readable.
REASON_LIMIT = 110


class _Mistakes(logging.Handler):
    """Keeps what our code logs as an error: it swallowed something unexpected."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.found = []

    def emit(self, record):
        self.found.append(self.format(record))


class Teller:
    """The part of the machine that acts; ``tale`` is what happened so far."""

    def __init__(self, world):
        super().__init__()
        self.world = world
        self.tale = world.tale = []
        self.has_changed = False

    @property
    def env(self):
        return self.world.env

    def as_(self, actor, records):
        """``records`` as ``actor`` sees them."""
        if not actor.login:
            return records.sudo()
        user = self.world.people[actor.login]
        return records.with_user(user).with_context(
            allowed_company_ids=user.company_ids.ids
        )

    def attempt(self, sentence, work, may=True):
        """Try ``work``; a refusal leaves nothing behind and is part of the story.

        :param bool may: False if it must be refused
        :return: whether it was done
        :raise AssertionError: it was done and should not have been
        """
        self.tale.append(f"{sentence} …")
        try:
            with self._watched(), self.env.cr.savepoint():
                work()
                self.env.flush_all()
                if not may:
                    raise AssertionError(f"{sentence}: this should have been refused")
        except UserError as error:
            return self._refused(sentence, str(error))
        except psycopg2.IntegrityError as error:
            # As the server answers a call: the constraint's words.
            return self._refused(sentence, error.diag.message_primary)
        self.tale[-1] = f"{sentence}."
        self.has_changed = True
        return True

    def _refused(self, sentence, reason):
        reason = " ".join(str(reason).split())
        if len(reason) > REASON_LIMIT:
            reason = f"{reason[:REASON_LIMIT]}…"
        self.tale[-1] = f"{sentence} – refused: {reason}"
        return False

    @contextmanager
    def _watched(self):
        """Fail for what our code logs as a mistake instead of raising it."""
        mistakes = _Mistakes()
        logger = logging.getLogger(OURS)
        logger.addHandler(mistakes)
        try:
            with mute_logger("odoo.sql_db"):
                yield
        finally:
            logger.removeHandler(mistakes)
        if mistakes.found:
            raise AssertionError("\n".join(mistakes.found))
