"""A small shop, its supplier and customer, and orders made the real way."""

import base64
from contextlib import contextmanager

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import TransactionCase, new_test_user

from .books import BooksMixin

# A red dot: one pixel of photographic evidence.
PHOTO = base64.b64decode(
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGA"
    b"hKmMIQAAAABJRU5ErkJggg=="
)


class ShopMixin:
    """Builds the world and the cases; usable below ``TransactionCase`` classes."""

    @classmethod
    def _set_up_shop(cls):
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.company = cls.env.company
        cls.company.aftersales_approval_limit = 0
        cls.dropship_route = cls.env.ref("stock_dropshipping.route_drop_shipping")
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.customer = cls.env["res.partner"].create(
            {"name": "Cara Customer", "email": "cara@example.com"}
        )
        cls.supplier = cls.env["res.partner"].create(
            {"name": "Sam Supplier", "email": "sam@example.com"}
        )
        cls.agent = new_test_user(
            cls.env,
            "aftersales_agent",
            groups="base.group_user,dropship_aftersales.group_agent",
        )
        cls.manager = new_test_user(
            cls.env,
            "aftersales_manager",
            groups="base.group_user,dropship_aftersales.group_manager",
        )
        cls.defect = cls.env.ref("dropship_aftersales.reason_defect")
        cls.not_received = cls.env.ref("dropship_aftersales.reason_not_received")
        cls.changed_mind = cls.env.ref("dropship_aftersales.reason_changed_mind")
        cls.tax = cls.env["account.tax"].create(
            {"name": "15 % sale", "amount": 15.0, "type_tax_use": "sale"}
        )
        cls.lamp = cls._product("Lamp")

    @classmethod
    def _product(cls, name, price=100.0, cost=60.0, supplier=None, **vals):
        dropship = vals.pop("dropship", True)
        return cls.env["product.product"].create(
            {
                "name": name,
                "is_storable": True,
                "list_price": price,
                "taxes_id": [Command.set([])],
                "supplier_taxes_id": [Command.set([])],
                "invoice_policy": "delivery",
                "purchase_method": "receive",
                "route_ids": [Command.set(cls.dropship_route.ids if dropship else [])],
                "seller_ids": [
                    Command.create(
                        {"partner_id": (supplier or cls.supplier).id, "price": cost}
                    )
                ],
                **vals,
            }
        )

    # ------------------------------------------------------------------ documents

    @classmethod
    def _order(cls, *items, partner=None, **vals):
        """A confirmed order of ``(product, quantity[, line values])``."""
        order = cls.env["sale.order"].create(
            {
                "partner_id": (partner or cls.customer).id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": quantity,
                            **(rest[0] if rest else {}),
                        }
                    )
                    for product, quantity, *rest in items
                ],
                **vals,
            }
        )
        order.action_confirm()
        return order

    @classmethod
    def _purchase(cls, order):
        purchases = order._get_purchase_orders()
        purchases.filtered(lambda purchase: purchase.state == "draft").button_confirm()
        return purchases

    @classmethod
    def _ship(cls, order, quantity=None):
        """The suppliers (and we) ship what is open, or ``quantity`` a move."""
        cls._purchase(order)
        pickings = order.picking_ids.filtered(
            lambda picking: (
                picking.state not in ("done", "cancel")
                and not picking.is_aftersales_return
            )
        )
        for move in pickings.move_ids:
            if quantity is not None:
                move.quantity = quantity
            move.picked = True
        pickings.with_context(skip_backorder=True).button_validate()

    @classmethod
    def _delivered(cls, *items, **vals):
        order = cls._order(*items, **vals)
        cls._ship(order)
        return order

    @classmethod
    def _invoice(cls, order, post=True):
        invoice = order._create_invoices()
        if post:
            invoice.action_post()
        return invoice

    @classmethod
    def _bill(cls, order, quantity=None, post=True):
        """The suppliers' bills for what is to bill, or ``quantity`` a line."""
        purchases = order._get_purchase_orders()
        before = purchases.invoice_ids
        purchases.action_create_invoice()
        bills = purchases.invoice_ids - before
        for bill in bills:
            bill.invoice_date = fields.Date.today()
            if quantity is not None:
                bill.invoice_line_ids.quantity = quantity
        if post:
            bills.action_post()
        return bills

    @classmethod
    def _pay(cls, moves):
        for move in moves:
            cls.env["account.payment.register"].with_context(
                active_model="account.move", active_ids=move.ids
            ).create({})._create_payments()

    # ------------------------------------------------------------------ claims

    @classmethod
    def _claim(cls, order, quantity=1, submit=True, line=None, **vals):
        """A claim on ``quantity`` units of ``line`` (the order's first by default)."""
        sale_line = line or order.order_line[:1]
        line_vals = {
            "sale_line_id": sale_line.id,
            "quantity": quantity,
            "reason_id": vals.pop("reason", cls.defect).id,
            "goods_status": vals.pop("goods_status", "opened"),
        }
        claim = cls.env["aftersales.claim"].create(
            {"order_id": order.id, "line_ids": [Command.create(line_vals)], **vals}
        )
        if submit:
            claim.action_submit()
        return claim

    @classmethod
    def _grant(cls, claim, return_to=None, trigger=None, quantity=None):
        """Grant the claim's lines with a refund and approve it."""
        for line in claim.line_ids:
            line.write(
                {
                    "decision": "granted",
                    "granted_quantity": quantity or line.quantity,
                }
            )
            if return_to:
                cls.env["aftersales.remedy"].create(
                    {
                        "claim_id": line.claim_id.id,
                        "line_id": line.id,
                        "quantity": line.granted_quantity,
                        "return_to": return_to,
                        "trigger": trigger
                        or ("approval" if return_to == "none" else "receipt"),
                    }
                )
        claim.action_approve()
        return claim

    @classmethod
    def _acknowledge(cls, claim, received, **vals):
        """The suppliers report ``received`` units so far of every line they await."""
        for case in claim.case_ids.filtered("line_ids.awaits_goods"):
            lines = case.line_ids.filtered("awaits_goods")
            case.acknowledge(
                [
                    {"case_line_id": line.id, "received": received, **vals}
                    for line in lines
                ]
            )

    @classmethod
    def _receive_here(cls, claim, quantity=None):
        """Our warehouse takes the claim's return in."""
        for picking in claim.picking_ids.filtered(
            lambda picking: picking.state not in ("done", "cancel")
        ):
            for move in picking.move_ids:
                if quantity is not None:
                    move.quantity = quantity
                move.picked = True
            picking.with_context(skip_backorder=True).button_validate()
        claim._advance()


class AftersalesCase(ShopMixin, BooksMixin, TransactionCase):
    """Base of the flow tests; each one ends with ``assertBooksBalance``."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_shop()

    @contextmanager
    def assertRefused(self, words, error=UserError):
        """What is done inside is refused in these words, and nothing of it stays."""
        with self.assertRaises(error) as caught:
            yield
        self.assertRegex(str(caught.exception), words)

    # Often played

    def _billed(self, quantity=3):
        """A delivered order that is invoiced to the customer and billed to us."""
        order = self._delivered((self.lamp, quantity))
        self._invoice(order)
        self._bill(order)
        return order

    def _sent_back(self, quantity=2, ordered=5):
        """A claim on a billed order whose customer sends ``quantity`` back."""
        return self._grant(self._claim(self._billed(ordered), quantity))

    def _propose(self, claim, quantity, return_to="none", line=None):
        """A refund proposed for ``quantity`` units of the claim's (first) line."""
        return self.env["aftersales.remedy"].create(
            {
                "claim_id": claim.id,
                "line_id": (line or claim.line_ids[0]).id,
                "quantity": quantity,
                "return_to": return_to,
                "trigger": "approval" if return_to == "none" else "receipt",
            }
        )

    def _not_received(self, order, quantity=1, **vals):
        """A claim on units that never came."""
        return self._claim(
            order,
            quantity,
            goods_status="not_received",
            reason=self.not_received,
            **vals,
        )
