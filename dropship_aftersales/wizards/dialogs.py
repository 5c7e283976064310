"""Doors from claims and cases to the small dialogs; the dialogs hold no rules."""

from odoo import models

from ..models.claim_screens.window import window_of


def dialog(name, model, **defaults):
    """An action that opens a new ``model`` over the page."""
    return {
        "type": "ir.actions.act_window",
        "name": name,
        "res_model": model,
        "views": [(False, "form")],
        "target": "new",
        "context": {f"default_{field}": value for field, value in defaults.items()},
    }


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    def action_open_ask_evidence(self):
        """Say what the customer should send."""
        self.ensure_one()
        return dialog(
            self.env._("Ask customer"), "aftersales.ask.customer", claim_id=self.id
        )

    def action_open_ask_supplier(self):
        """Choose which suppliers are asked, and what they see."""
        self.ensure_one()
        return dialog(
            self.env._("Ask supplier"), "aftersales.ask.supplier", claim_id=self.id
        )

    def action_open_offer(self):
        """Choose what is offered, or approved otherwise than wished."""
        self.ensure_one()
        action = dialog(self.env._("Offer"), "aftersales.decide", claim_id=self.id)
        # A row has many columns.
        action["context"]["dialog_size"] = "extra-large"
        return action

    def action_open_refuse(self):
        """Enter what the customer said to the offer."""
        self.ensure_one()
        return dialog(
            self.env._("Record answer"), "aftersales.offer.answer", claim_id=self.id
        )

    def action_open_reject(self):
        """Write down why nothing is granted."""
        self.ensure_one()
        return dialog(self.env._("Reject"), "aftersales.reject", claim_id=self.id)

    def action_open_answer_supplier(self):
        """Enter what a supplier answered on the phone."""
        self.ensure_one()
        return self.case_ids.filtered(
            lambda case: case.state == "asked"
        )._answer_dialog()

    def action_open_receipt(self):
        """Enter what arrived at the supplier; several cases are chosen from first."""
        self.ensure_one()
        cases = self.case_ids.filtered(
            lambda case: case._expects_goods() and case._goods_missing()
        )
        if len(cases) == 1:
            return cases.action_open_receipt()
        return self.action_view_cases()

    def action_pay_out(self):
        """Pay every open credit note of these claims to the customer."""
        return self.remedy_ids.filtered("awaits_payout").action_pay_out()


class AftersalesSupplierCase(models.Model):
    _inherit = "aftersales.supplier.case"

    def action_open(self):
        """Open the case from the claim's box of suppliers."""
        return window_of(self, self.env._("Supplier Case"))

    def _answer_dialog(self):
        return dialog(
            self.env._("Record answer"),
            "aftersales.case.answer",
            case_id=self[:1].id,
            case_ids=self.ids,
            asks_answer=True,
        )

    def action_open_dispute(self):
        """Enter why the supplier disagrees."""
        self.ensure_one()
        return self._verb_dialog("dispute", self.env._("Supplier disagrees"))

    def action_open_change(self):
        """Enter what the supplier says now instead of what he answered before."""
        self.ensure_one()
        shares = set(self._proposed_shares().values())
        said = {}
        if self.answer == "partly" and len(shares) == 1:
            said["percent"] = shares.pop()
        return dialog(
            self.env._("Change his answer"),
            "aftersales.case.answer",
            case_id=self.id,
            case_ids=self.ids,
            asks_answer=True,
            answer=self.answer or "dispute",
            proposal=self.proposal,
            reason=self.dispute_reason,
            **said,
        )

    def action_open_agree(self):
        """Read once more what the supplier says, and agree with it."""
        self.ensure_one()
        return self._decision_dialog("agree", self.env._("Agree with the supplier"))

    def action_open_accept(self):
        """Read what it costs him, and enter that he accepts after all."""
        self.ensure_one()
        return self._decision_dialog("accept", self.env._("Supplier accepts"))

    def action_open_rule(self):
        """Decide a dispute item by item, with the reason that the supplier reads."""
        self.ensure_one()
        return self._decision_dialog("rule", self.env._("Rule"))

    def _decision_dialog(self, verb, name):
        return dialog(name, "aftersales.rule", case_id=self.id, verb=verb)

    def action_open_write_off(self):
        """Give up what is owed, with the reason that we keep."""
        self.ensure_one()
        return self._verb_dialog("write_off", self.env._("Write off"))

    def action_open_late_parcel(self):
        """Enter that a parcel reached the supplier after the case was over."""
        self.ensure_one()
        return dialog(
            self.env._("Late parcel"), "aftersales.late.parcel", case_id=self.id
        )

    def _verb_dialog(self, verb, name):
        return dialog(
            name,
            "aftersales.case.answer",
            case_id=self.id,
            case_ids=self.ids,
            verb=verb,
        )
