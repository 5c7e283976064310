"""One real case of each kind, told through the product: what copies are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from odoo import fields

from bench.copies import Templates
from bench.volume_world import World, photo


@dataclass(frozen=True)
class Kind:
    """How often a story is told in every 100 of its sort."""

    name: str
    share: int
    claims: int = 1
    cases: int = 1


# What is over; of 100 orders.
HISTORY = (
    Kind("refunded", 40),
    Kind("kept", 20),
    Kind("several", 14, claims=2, cases=3),
    Kind("rejected", 12, cases=0),
    Kind("withdrawn", 8, cases=0),
    Kind("second_company", 6),
)
# What is going on now: the same number of each, however long the history is.
CURRENT = (
    Kind("review", 80, cases=0),
    Kind("evidence", 40, cases=0),
    Kind("asked", 40),
    Kind("offered", 30, cases=0),
    Kind("to_ship", 80),
    Kind("under_way", 60),
    Kind("disputed", 20),
    Kind("owed", 50),
    Kind("window", 100),
    Kind("refused", 100, cases=0),
)


def tell(env: Any, world: World, templates: Templates) -> None:
    """Live through every story once; commits."""
    for kind in (*HISTORY, *CURRENT):
        is_second = kind.name == "second_company"
        company = env["res.company"].browse(world.second) if is_second else env.company
        teller = Teller(env(context={"allowed_company_ids": company.ids}), world)
        with templates.story(kind.name, **teller.parties):
            story: Callable[[], Any] = getattr(teller, kind.name)
            story()
            teller.send()
    # What the suppliers owe waits for their numbers, as before the copies.
    env.company.aftersales_refund_needs_number = True
    env.cr.commit()


class Teller:
    """Tells a story in one company; each is one order and what became of it."""

    def __init__(self, env: Any, world: World) -> None:
        self.env = env
        self.customer, self.supplier, self.other = (
            self.env["res.partner"].browse(each)
            for each in (world.customers[2], *world.suppliers[:2])
        )
        self.things = self.env["product.product"].browse(world.products[:3])
        self.agent = self.env["res.users"].browse(world.agents[0])
        self.parties = {
            "customer": self.customer.id,
            "supplier": self.supplier.id,
            "other_supplier": self.other.id,
            "agent": self.agent.id,
            "product": self.things[0].id,
            "other_product": self.things[1].id,
        }

    def sold(self, lines: int = 2, with_other: bool = False) -> Any:
        """An order that is delivered, invoiced and billed."""
        env = self.env
        order = env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [
                    (0, 0, {"product_id": thing.id, "product_uom_qty": 4})
                    for thing in self.things[:lines]
                ],
            }
        )
        if with_other:
            self.things[1].seller_ids.partner_id = self.other
        order.action_confirm()
        purchases = order._get_purchase_orders()
        purchases.button_confirm()
        pickings = purchases.picking_ids
        pickings.move_ids.picked = True
        pickings._action_done()
        order._create_invoices().action_post()
        for purchase in purchases:
            purchase.action_create_invoice()
        bills = purchases.invoice_ids
        bills.invoice_date = fields.Date.today()
        bills.action_post()
        if with_other:
            self.things[1].seller_ids.partner_id = self.supplier
        return order

    def claim(self, order: Any, lines: int = 1, skip: int = 0, **vals: Any) -> Any:
        reason = self.env.ref("dropship_aftersales.reason_defect")
        claim = self.env["aftersales.claim"].create(
            {
                "order_id": order.id,
                "user_id": self.agent.id,
                "channel": "portal",
                "description": "After a week it does not switch on any more.",
                "line_ids": [
                    (
                        0,
                        0,
                        {
                            "sale_line_id": line.id,
                            "quantity": 1,
                            "reason_id": reason.id,
                            "wish": "refund",
                        },
                    )
                    for line in order.order_line[skip : skip + lines]
                ],
                **vals,
            }
        )
        self.env["aftersales.evidence"].create(
            {"claim_id": claim.id, "name": "photo.jpg", "content": photo()}
        )
        claim.action_submit()
        return claim

    def granted(self, claim: Any, return_to: str = "supplier") -> Any:
        claim.action_grant_all()
        self.env["aftersales.remedy"].create(
            [
                {
                    "claim_id": claim.id,
                    "line_id": line.id,
                    "quantity": line.granted_quantity,
                    "return_to": return_to,
                    "trigger": "approval" if return_to == "none" else "receipt",
                }
                for line in claim.line_ids
            ]
        )
        claim.action_approve()
        return claim

    def sent_back(self, claim: Any) -> None:
        for picking in claim.picking_ids:
            picking.carrier_tracking_ref = f"1Z{picking.id}"
        claim.picking_ids.action_aftersales_ship()

    def settled(self, claim: Any) -> Any:
        """Goods back, money back, and the supplier has credited its share."""
        claim.case_ids.filtered(lambda case: case.state == "asked").action_accept()
        for case in claim.case_ids:
            if awaited := case.line_ids.filtered("awaits_goods"):
                case.acknowledge(
                    [
                        {"case_line_id": line.id, "received": line.quantity}
                        for line in awaited
                    ]
                )
        claim._advance()
        if running := claim.remedy_ids.filtered(lambda each: each.state == "running"):
            running.action_pay_out()
        claim._advance()
        return claim

    def over(self, claims: Any) -> None:
        """The time to ask for another review has passed."""
        claims._write_engine({"deadline": fields.Datetime.now() - timedelta(days=1)})
        claims._advance()
        assert set(claims.mapped("state")) == {"closed"}, claims.mapped("state")

    def send(self) -> None:
        """What was told has arrived."""
        logs = self.env["aftersales.notification.log"]
        while logs.search_count(logs._due_domain(), limit=1):
            logs._cron_send()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE mail_notification SET notification_status = 'sent'"
            " WHERE notification_status = 'ready'"
        )
        self.env.cr.execute("DELETE FROM mail_mail WHERE state = 'outgoing'")
        self.env.invalidate_all()
        logs._follow_deliveries()
        self.env.flush_all()

    # ------------------------------------------------------------------ over

    def refunded(self) -> None:
        claim = self.granted(self.claim(self.sold()))
        self.sent_back(claim)
        self.over(self.settled(claim))

    def kept(self) -> None:
        self.over(self.settled(self.granted(self.claim(self.sold(1)), "none")))

    def several(self) -> None:
        order = self.sold(3, with_other=True)
        first = self.granted(self.claim(order, lines=2))
        self.sent_back(first)
        self.settled(first)
        second = self.settled(self.granted(self.claim(order, skip=2), "none"))
        self.over(first | second)

    def rejected(self) -> None:
        claim = self.claim(self.sold(), channel="api", external_ref="WEB-0")
        claim.action_refuse_all()
        claim.action_reject()
        self.over(claim)

    def withdrawn(self) -> None:
        self.claim(self.sold(1), channel="phone").action_cancel()

    def second_company(self) -> None:
        self.refunded()

    # ------------------------------------------------------------------ going on

    def review(self) -> None:
        self.claim(self.sold())

    def evidence(self) -> None:
        claim = self.claim(self.sold())
        claim.evidence_request = "Please send a photo of the switch."
        claim.action_ask_evidence()

    def asked(self) -> None:
        self.claim(self.sold()).action_ask_supplier()

    def offered(self) -> None:
        claim = self.claim(self.sold())
        claim.action_grant_all()
        claim.action_propose_remedies()
        claim.action_offer()

    def to_ship(self) -> None:
        self.granted(self.claim(self.sold())).case_ids.action_accept()

    def under_way(self) -> None:
        claim = self.granted(self.claim(self.sold()))
        claim.case_ids.action_accept()
        self.sent_back(claim)

    def disputed(self) -> None:
        claim = self.granted(self.claim(self.sold()))
        claim.case_ids.dispute_reason = "It was fine when it left."
        claim.case_ids.action_dispute()

    def owed(self) -> None:
        """The customer is done; the supplier's credit note is awaited."""
        self.env.company.aftersales_refund_needs_number = True
        claim = self.settled(self.granted(self.claim(self.sold()), "none"))
        self.env.company.aftersales_refund_needs_number = False
        assert claim.case_ids.state == "accepted", claim.case_ids.state

    def window(self) -> None:
        claim = self.granted(self.claim(self.sold()))
        self.sent_back(claim)
        self.settled(claim)
        assert claim.state == "resolved", claim.state

    def refused(self) -> None:
        claim = self.claim(self.sold())
        claim.action_refuse_all()
        claim.action_reject()
