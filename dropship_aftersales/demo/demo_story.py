"""What people did about the claims of the demo shop: one method a step."""

import base64
from datetime import timedelta

from odoo import Command, fields, models
from odoo.tools import file_open

from ..models.workflow.workflow_mixin import CUSTOMER, SUPPLIER


class AftersalesDemo(models.AbstractModel):
    _inherit = "aftersales.demo"

    def _tell(self, story, order):
        """Let everything of ``story`` happen to ``order``, each step on its day.

        :return: the claim
        """
        mark = self._mark()
        claim = self._complain(story, order)
        steps = story.steps or (("", story.delivered / 2),)
        for verb, days_ago, *words in steps:
            if verb:
                getattr(self, f"_{verb}")(claim, *words)
            self._post(claim)
            moment = fields.Datetime.now() - timedelta(days=days_ago)
            self._date_back(claim, mark, moment)
            mark = self._mark()
        if story.due is not None:
            self._due_in(claim, story.due)
        return claim

    def _complain(self, story, order):
        """The request as the customer filled it in, nothing sent yet."""
        sale_line = order.order_line[:1]
        lots = sale_line.move_ids.move_line_ids.lot_id[: story.quantity]
        claim = self.env["aftersales.claim"].create(
            {
                "order_id": order.id,
                "channel": story.channel,
                "description": story.description,
                "no_evidence_reason": story.no_photo,
                "user_id": self._ref("user_agent").id if story.steps else False,
                "line_ids": [
                    Command.create(
                        {
                            "sale_line_id": sale_line.id,
                            "quantity": story.quantity,
                            "reason_id": self._ref(f"reason_{story.reason}").id,
                            "goods_status": story.goods_status,
                            "wish": story.wish,
                            "lot_ids": [Command.set(lots.ids)],
                        }
                    )
                ],
            }
        )
        if story.photos:
            claim._add_evidence(
                [(f"{name}.jpg", self._photo(name)) for name in story.photos],
                source="customer",
            )
        return claim

    def _photo(self, name):
        path = f"dropship_aftersales/demo/images/photo_{name}.jpg"
        with file_open(path, "rb") as file:
            return file.read()

    def _as_agent(self, documents):
        return documents.with_user(self._ref("user_agent"))

    # ------------------------------------------------------------------ customer

    def _submit(self, claim):
        """He sent it on the portal, or told an agent."""
        if claim.channel == "portal":
            claim._follow("submit", CUSTOMER, author=claim.partner_id)
        else:
            self._as_agent(claim).action_submit()

    def _withdraw(self, claim):
        claim._follow("cancel", CUSTOMER, author=claim.partner_id)

    def _suggest(self, claim, share, words):
        """He would rather have ``share`` of what the item is worth."""
        amount = claim.currency_id.round(claim._counter_limit() * share)
        claim._answer_offer(
            "counter",
            CUSTOMER,
            author=claim.partner_id,
            wish="refund",
            amount=amount,
            text=words,
        )

    def _send_parcel(self, claim, tracking):
        pickings = claim.picking_ids
        pickings.write({"carrier_tracking_ref": tracking, "aftersales_carrier": "USPS"})
        pickings.action_aftersales_ship()
        # The scheduler does it within the second.
        claim._advance()

    # ------------------------------------------------------------------ agent

    def _ask_evidence(self, claim, words, pieces):
        self._as_agent(claim)._ask_evidence(
            words, [{"label": label, "kind": "photo"} for label in pieces]
        )

    def _ask_supplier(self, claim):
        claim.evidence_ids.shared_with_supplier = True
        self._as_agent(claim).action_ask_supplier()

    def _offer(self, claim, percent, words):
        """Keep it, and get ``percent`` of the price back."""
        self._propose_money(claim)
        claim.remedy_ids.refund_percent = percent
        claim.offer_message = words
        self._as_agent(claim).action_offer()

    def _approve(self, claim):
        """Approved: the goods go back to where they came from."""
        claim.evidence_ids.shared_with_supplier = True
        claim = self._as_agent(claim)
        claim.action_grant_all()
        claim.action_approve()

    def _give_money(self, claim):
        """Approved, and nothing has to come back."""
        self._propose_money(claim)
        self._approve(claim)

    def _propose_money(self, claim):
        self._as_agent(self.env["aftersales.remedy"]).create(
            {
                "claim_id": claim.id,
                "line_id": claim.line_ids.id,
                "kind": "refund",
                "quantity": claim.line_ids.quantity,
                "return_to": "none",
                "trigger": "approval",
            }
        )

    def _reject(self, claim, words):
        claim = self._as_agent(claim)
        claim.rejection_reason = words
        claim.action_refuse_all()
        claim.action_reject()

    def _pay_out(self, claim):
        if self._keeps_books():
            self._as_agent(claim.remedy_ids).action_pay_out()

    def _write_off(self, claim, words):
        cases = self._as_agent(claim.case_ids)
        cases.write_off_reason = words
        cases.action_write_off()

    def _close(self, claim):
        """The customer's time to ask again is over."""
        claim._write_engine({"deadline": fields.Datetime.now()})
        claim._advance()

    # ------------------------------------------------------------------ supplier

    def _accept(self, claim):
        for case in claim.case_ids:
            case._follow("accept", SUPPLIER, author=case.partner_id)

    def _dispute(self, claim, words):
        for case in claim.case_ids:
            case.dispute_reason = words
            case._follow("dispute", SUPPLIER, author=case.partner_id)

    def _bear_part(self, claim, percent, words):
        for case in claim.case_ids:
            shares = dict.fromkeys(case._shared_lines(), percent)
            case._give_opinion("partly", SUPPLIER, case.partner_id, words, shares)

    def _receive(self, claim):
        """Everything arrived in good order."""
        self._report(claim, {"outcome": "ok"})

    def _report_empty_box(self, claim, words):
        cases = claim.case_ids
        self.env["aftersales.evidence"].create(
            {
                "claim_id": claim.id,
                "case_id": cases.id,
                "case_line_id": cases.line_ids[:1].id,
                "name": "parcel.jpg",
                "content": base64.b64encode(self._photo("empty_box")),
                "source": "supplier",
            }
        )
        self._report(claim, {"outcome": "empty", "note": words}, arrived=False)

    def _report(self, claim, report, arrived=True):
        for case in claim.case_ids:
            case._acknowledge(
                [
                    {
                        "case_line_id": line.id,
                        "received": line.quantity if arrived else 0,
                        **report,
                    }
                    for line in case.line_ids
                ],
                SUPPLIER,
                case.partner_id,
            )
