"""The demo shop: orders that were really sold, shipped, invoiced and billed, and claims
in several states, all made with the methods that users press.

Called once from the demo data; without demo data nothing here ever runs.
"""

import logging
from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import file_open

from ..models.workflow_mixin import CUSTOMER

_logger = logging.getLogger(__name__)

CLAIMS = (
    {
        "order": ("mia", 9, (("trail_shoe", 2), ("backpack", 1))),
        "item": ("trail_shoe", 1),
        "reason": "defect",
        "goods_status": "used",
        "channel": "portal",
        "description": "After three walks the left sole came off at the toe.",
        "photo": "photo_sole_off.jpg",
        "days_ago": 1,
        "story": "_leave_in_review",
    },
    {
        "order": ("li", 12, (("desk_lamp", 2),)),
        "item": ("desk_lamp", 1),
        "reason": "damaged",
        "goods_status": "opened",
        "channel": "phone",
        "description": "The shade is cracked and the arm is bent. The box had a hole.",
        "photo": "photo_bent_lamp.jpg",
        "days_ago": 2,
        "story": "_leave_in_review",
    },
    {
        "order": ("noah", 15, (("backpack", 2),)),
        "item": ("backpack", 1),
        "reason": "not_as_described",
        "goods_status": "unopened",
        "channel": "email",
        "description": "The shop says 28 litres, the label on the bag says 20.",
        "photo": "photo_dented_parcel.jpg",
        "days_ago": 3,
        "story": "_ask_supplier",
    },
    {
        "order": ("mia", 20, (("kettle", 1), ("bike_light", 2))),
        "item": ("kettle", 1),
        "reason": "defect",
        "goods_status": "used",
        "channel": "portal",
        "description": "The kettle switches itself off before the water boils.",
        "days_ago": 4,
        "story": "_approve_return",
    },
    {
        "order": ("mia", 16, (("trail_shoe", 1),)),
        "item": ("trail_shoe", 1),
        "reason": "wrong_item",
        "goods_status": "unopened",
        "channel": "portal",
        "description": "I ordered size 42 and got size 44.",
        "days_ago": 6,
        "story": "_send_parcel",
    },
    {
        "order": ("li", 25, (("kettle", 2),)),
        "item": ("kettle", 1),
        "reason": "damaged",
        "goods_status": "opened",
        "channel": "store",
        "description": "One of the two kettles is cracked from top to bottom.",
        "photo": "photo_cracked_kettle.jpg",
        "days_ago": 8,
        "story": "_refund_at_once",
    },
    {
        "order": ("noah", 55, (("bike_light", 1),)),
        "item": ("bike_light", 1),
        "reason": "changed_mind",
        "goods_status": "used",
        "channel": "email",
        "description": "It is brighter than I need.",
        "days_ago": 7,
        "story": "_reject",
    },
)
# Delivered, and nothing is wrong with it yet: for the visitor to try.
FREE_ORDER = ("mia", 5, (("headphones", 1), ("desk_lamp", 1)))


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
        shop = self.with_company(company).with_context(mail_create_nosubscribe=True)
        try:
            with self.env.cr.savepoint():
                for case in CLAIMS:
                    order = shop._sell(*case["order"])
                    claim = shop._complain(order, case)
                    getattr(shop, case["story"])(claim)
                shop._sell(*FREE_ORDER)
        except UserError as error:
            _logger.warning("No demo shop on this database: %s", error)

    def _ref(self, name):
        return self.env.ref(f"dropship_aftersales.{name}")

    # ------------------------------------------------------------------ sales

    def _sell(self, customer, days_ago, items):
        """An order of ``items``, delivered, invoiced, paid and billed ``days_ago``."""
        day = fields.Datetime.now() - timedelta(days=days_ago)
        order = (
            self.env["sale.order"]
            .with_context(tracking_disable=True)
            .create(
                {
                    "partner_id": self._ref(f"partner_{customer}").id,
                    "user_id": False,
                    "order_line": [
                        Command.create(
                            {
                                "product_id": self._ref(f"product_{product}").id,
                                "product_uom_qty": quantity,
                            }
                        )
                        for product, quantity in items
                    ],
                }
            )
        )
        order.action_confirm()
        order.date_order = day - timedelta(days=3)
        purchases = order._get_purchase_orders()
        purchases.button_confirm()
        purchases.date_approve = order.date_order
        pickings = order.picking_ids
        pickings.move_ids.picked = True
        pickings.button_validate()
        pickings.date_done = day
        pickings.move_ids.date = day
        if self._keeps_books():
            self._invoice(order, day.date())
            self._bill(purchases, day.date())
        return order

    def _keeps_books(self):
        """Whether the company can invoice at all: a chart of accounts is loaded."""
        journals = self.env["account.journal"].search(
            [("company_id", "=", self.env.company.id)]
        )
        return {"sale", "purchase", "bank"} <= set(journals.mapped("type"))

    def _invoice(self, order, day):
        invoice = order._create_invoices()
        invoice.invoice_date = day
        invoice.action_post()
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({"payment_date": day})._create_payments()

    def _bill(self, purchases, day):
        purchases.action_create_invoice()
        bills = purchases.invoice_ids
        bills.invoice_date = day
        bills.action_post()

    # ------------------------------------------------------------------ claims

    def _complain(self, order, case):
        """A claim as ``case`` tells it, submitted by the customer."""
        product, quantity = case["item"]
        sale_line = order.order_line.filtered(
            lambda line: line.product_id == self._ref(f"product_{product}")
        )
        claim = self.env["aftersales.claim"].create(
            {
                "order_id": order.id,
                "channel": case["channel"],
                "description": case["description"],
                "user_id": self._ref("user_agent").id,
                "line_ids": [
                    Command.create(
                        {
                            "sale_line_id": sale_line.id,
                            "quantity": quantity,
                            "reason_id": self._ref(f"reason_{case['reason']}").id,
                            "goods_status": case["goods_status"],
                        }
                    )
                ],
            }
        )
        if photo := case.get("photo"):
            with file_open(f"dropship_aftersales/demo/images/{photo}", "rb") as file:
                claim._add_evidence([("photo.jpg", file.read())], source="customer")
        claim._follow("submit", CUSTOMER, author=claim.partner_id)
        submitted = fields.Datetime.now() - timedelta(days=case["days_ago"])
        claim._write_engine({"submitted_date": submitted, "state_since": submitted})
        # From here on the agent works.
        return claim.with_user(self._ref("user_agent"))

    def _leave_in_review(self, claim):
        """The agent has not looked at it yet."""

    def _ask_supplier(self, claim):
        claim.evidence_ids.shared_with_supplier = True
        claim.action_ask_supplier()

    def _approve_return(self, claim):
        """Approved; the customer has to send it back."""
        claim.action_grant_all()
        claim.action_approve()

    def _send_parcel(self, claim):
        """Approved, accepted by the supplier, and the parcel is on its way."""
        self._approve_return(claim)
        claim.case_ids.action_accept()
        # Agents write no transfers; the customer enters this on the portal.
        pickings_sudo = claim.sudo().picking_ids
        pickings_sudo.write(
            {
                "carrier_tracking_ref": "9400 1000 0000 0000 4242 00",
                "aftersales_carrier": "USPS",
            }
        )
        pickings_sudo.action_aftersales_ship()

    def _refund_at_once(self, claim):
        """Nothing comes back; the money went out the same day."""
        self.env["aftersales.remedy"].create(
            {
                "claim_id": claim.id,
                "line_id": claim.line_ids.id,
                "kind": "refund",
                "quantity": claim.line_ids.quantity,
                "return_to": "none",
                "trigger": "approval",
            }
        )
        self._approve_return(claim)
        if self._keeps_books():
            claim.remedy_ids.action_pay_out()

    def _reject(self, claim):
        claim.rejection_reason = (
            "The light was used, and the 30 days for changing your mind were over."
        )
        claim.action_refuse_all()
        claim.action_reject()
