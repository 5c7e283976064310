"""The demo shop: orders that were really sold, shipped, invoiced and billed, and claims
in every state, all made with the methods that users press.

Called once from the demo data; without demo data nothing here ever runs.
"""

import logging

from odoo import api, models
from odoo.exceptions import UserError

from .stories import FREE_ORDERS, STORIES

_logger = logging.getLogger(__name__)


class AftersalesDemo(models.AbstractModel):
    """Makes the documents of the demo shop."""

    _name = "aftersales.demo"
    _description = "After-Sales Demo Shop"

    @api.model
    def _open_shop(self):
        """Sell, ship, invoice, bill, and let things go wrong.

        On a database whose settings do not allow it, the shop stays closed: the addon
        is installed all the same.
        """
        company = self.env.ref("base.main_company")
        # The installation gives companies these only after the demo data.
        company._aftersales_return_types()
        company._create_aftersales_sequences()
        shop = self.with_company(company).with_context(
            lang="en_US", mail_create_nosubscribe=True
        )
        try:
            with self.env.cr.savepoint():
                shop._fill_shelf()
                orders = shop._sell((*STORIES, *FREE_ORDERS))
                for story in sorted(STORIES, key=_began):
                    shop._tell(story, orders[story])
                for story, order in orders.items():
                    shop._remember(story, order)
        except UserError as error:
            _logger.warning("No demo shop on this database: %s", error)

    def _ref(self, name):
        return self.env.ref(f"dropship_aftersales.{name}")

    def _remember(self, story, order):
        """External names, for tests and screenshots to find the documents by."""
        claim = self.env["aftersales.claim"].search([("order_id", "=", order.id)])
        documents = {
            f"demo_{kind}_{story.name}": document[:1]
            for kind, document in (
                ("order", order),
                ("claim", claim),
                ("case", claim.case_ids),
            )
            if document
        }
        self.env["ir.model.data"].create(
            [
                {
                    "module": "dropship_aftersales",
                    "name": name,
                    "model": document._name,
                    "res_id": document.id,
                    "noupdate": True,
                }
                for name, document in documents.items()
            ]
        )


def _began(story):
    """Older claims have lower numbers."""
    return -story.steps[0][1] if story.steps else -story.delivered / 2
