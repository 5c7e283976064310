"""Opening a claim from the request form, once per form."""

from psycopg2.errors import UniqueViolation

from odoo import models
from odoo.exceptions import ConcurrencyError
from odoo.tools import mute_logger


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _aftersales_request(self, key, lines, files, actor, author):
        """Open and submit one claim on this order; the same form never opens two.

        :param str key: the form's own random key
        :param list lines: values of claim lines, checked against this order
        :param list files: ``(name, bytes)`` of the evidence
        :param str actor: customer or agent
        :param res.partner author: who is named in the history
        :return: the claim, which may be one that the same form opened before
        :raise UserError: fewer units are left, or a file cannot be used
        """
        self.ensure_one()
        if known := self._aftersales_requested(key):
            return known
        try:
            with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                claim = self.env["aftersales.claim"].create(
                    self._prepare_request_vals(key, lines)
                )
        except UniqueViolation as error:
            # The other click was faster and is not visible yet: look again.
            raise ConcurrencyError(str(error)) from error
        claim._add_evidence(files, source="customer")
        claim._follow("submit", actor, author=author)
        return claim

    def _aftersales_requested(self, key):
        """The claim that the form with this key opened on this order."""
        return self.env["aftersales.claim"].search(
            [
                ("order_id", "=", self.id),
                ("channel", "=", "portal"),
                ("external_ref", "=", self._aftersales_form_reference(key)),
            ],
            limit=1,
        )

    def _aftersales_form_reference(self, key):
        # With the order in it, nobody else's form can take this reference.
        return f"{self.id}:{key}"

    def _prepare_request_vals(self, key, lines):
        return {
            "order_id": self.id,
            "channel": "portal",
            "external_ref": self._aftersales_form_reference(key),
            # The system user writes it down; it waits for an agent.
            "user_id": False,
            "line_ids": [(0, 0, vals) for vals in lines],
        }
