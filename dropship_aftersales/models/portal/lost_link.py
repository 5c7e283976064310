"""Whose private link is dead asks for a new one; only the address he names gets it."""

import logging
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.fields import Domain

from ..channels.email import HEADERS
from ..workflow.workflow_mixin import CUSTOMER, SUPPLIER

_logger = logging.getLogger(__name__)
# Within a day: for one e-mail address, and from one internet address.
MAX_PER_EMAIL = 3
MAX_PER_ADDRESS = 10
MAX_LINKS = 10
PERIOD = timedelta(days=1)


class AftersalesLostLink(models.Model):
    """That somebody asked for the private links of an e-mail address.

    The page that takes the address looks nothing up: its answer, and the time that
    takes, tell nothing of whom we know.
    """

    _name = "aftersales.lost.link"
    _description = "Lost Private Link"
    _log_access = False

    email = fields.Char(required=True, readonly=True, index=True)
    key = fields.Char(readonly=True, index=True, help="Recognises an internet address.")
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    is_answered = fields.Boolean(readonly=True)

    @api.model
    def _ask(self, email, address):
        """Have the links sent soon; who asked too often is not answered any more.

        :param str email: one normalized address
        :param str address: internet address of the visitor
        """
        key = self.env["aftersales.request.address"]._key_of(address)
        recent = Domain("date", ">=", fields.Datetime.now() - PERIOD)
        if self.search_count(recent & Domain("email", "=", email)) >= MAX_PER_EMAIL:
            return
        if key and (
            self.search_count(recent & Domain("key", "=", key)) >= MAX_PER_ADDRESS
        ):
            return
        self.create({"email": email, "key": key})
        self.env.ref("dropship_aftersales.ir_cron_lost_link")._trigger()

    @api.model
    def _cron_answer(self):
        """Write to those who asked, in their language."""
        asked = self.search([("is_answered", "=", False)], limit=100)
        for email in set(asked.mapped("email")):
            try:
                with self.env.cr.savepoint():
                    self._answer(email)
            except (OperationalError, ConcurrencyError):
                # Two sessions met: nobody counts as answered, the next run tries again.
                raise
            except Exception:
                # One page that cannot be worded must not keep the others waiting.
                _logger.exception("Private links could not be sent")
        asked.is_answered = True
        if asked and (
            queue := self.env.ref(
                "mail.ir_cron_mail_scheduler_action", raise_if_not_found=False
            )
        ):
            queue._trigger()

    @api.model
    def _answer(self, email):
        partners = self.env["res.partner"].search([("email_normalized", "=", email)])
        of_partners = Domain("partner_id", "in", partners.ids)
        claims = self.env["aftersales.claim"]
        claims = claims.search(
            of_partners
            & claims._domain_for_visitors()
            & Domain("state", "not in", ("closed", "cancelled")),
            limit=MAX_LINKS,
        )
        cases = self.env["aftersales.supplier.case"].search(
            of_partners & Domain("state", "in", ("asked", "disputed", "accepted")),
            limit=MAX_LINKS,
        )
        for company in claims.company_id | cases.company_id:
            theirs = [
                (document, audience)
                for documents, audience in ((claims, CUSTOMER), (cases, SUPPLIER))
                for document in documents
                if document.company_id == company
            ]
            lang = theirs[0][0].partner_id.lang or company.partner_id.lang
            self.with_context(lang=lang)._write_to(email, company, theirs)

    def _write_to(self, email, company, documents):
        subject = self.env._("Your private links")
        body = self.env["ir.qweb"]._render(
            "dropship_aftersales.mail_notification",
            {
                "company": company,
                "subject": subject,
                "sentence": self.env._("You asked for them. They open your pages:"),
                "links": [
                    self._prepare_link(document, audience)
                    for document, audience in documents
                ],
            },
            lang=self.env.lang,
        )
        self.env["mail.mail"].create(
            {
                "subject": subject,
                "body_html": body,
                "email_from": company.email_formatted or self.env.user.email_formatted,
                "email_to": email,
                "headers": repr(HEADERS),
                "auto_delete": True,
            }
        )

    def _prepare_link(self, document, audience):
        document = document.with_context(lang=self.env.lang)
        return {
            "url": document.get_base_url() + document.get_portal_url(),
            "name": document.name,
            "headline": document._next_move(audience)["headline"],
        }

    @api.autovacuum
    def _gc_asked(self):
        """Nothing is known of who asked after a day."""
        limit = fields.Datetime.now() - PERIOD
        self.search([("date", "<", limit)], limit=10_000).unlink()
