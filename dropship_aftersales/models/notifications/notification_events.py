"""Events that are no verbs of claim or case, noticed where they happen."""

from collections import defaultdict

from odoo import SUPERUSER_ID, api, models

from ..claims.claim import UNDECIDED

OUTCOMES_GOOD = (False, "ok")
# What was told of the goods comes first, what follows for the money after it.
MONEY_RANK = 2


class AftersalesSupplierCase(models.Model):
    """Tells the customer, and the agent where it differs, what the supplier got."""

    _inherit = "aftersales.supplier.case"

    def _acknowledge(self, lines, actor, author):
        before = {case: case._receipt_so_far() for case in self}
        result = super()._acknowledge(lines, actor, author)
        # A note on top of what was reported is no news.
        news = self.filtered(lambda case: case._receipt_so_far() != before[case])
        differs = news.filtered(lambda case: case._receipt_differs())
        differs.claim_id._notify("receipt_differs")
        (news - differs).claim_id._notify("received")
        return result

    def _receipt_so_far(self):
        return [
            (line.id, line.received, line.damaged, line.outcome)
            for line in self.line_ids
            if line.awaits_goods
        ]

    def _receipt_differs(self):
        return any(
            line.damaged
            or line.outcome not in OUTCOMES_GOOD
            or line.uom_id.compare(line.received, line.quantity)
            for line in self.line_ids
            if line.awaits_goods
        )


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _action_done(self):
        # Whoever validates a transfer need not see claims. What suppliers get, they
        # report themselves, line by line.
        open_sudo = self.sudo().filtered(
            lambda picking: (
                picking.is_aftersales_return
                and not picking.aftersales_case_id
                and picking.state != "done"
            )
        )
        result = super()._action_done()
        told = defaultdict(lambda: self.env["aftersales.claim"].sudo())
        for picking in open_sudo.filtered(lambda picking: picking.state == "done"):
            rest = picking.backorder_ids.filtered(
                lambda backorder: backorder.state != "cancel"
            )
            told["receipt_differs" if rest else "received"] |= (
                picking.aftersales_claim_id
            )
        for event, claims in told.items():
            claims._notify(event)
        return result

    def action_aftersales_ship(self):
        # The parties of the claim have no rights on transfers; super checks them.
        news_sudo = self.with_user(SUPERUSER_ID).filtered(
            lambda picking: (
                picking.is_aftersales_return and not picking.aftersales_shipped_date
            )
        )
        result = super().action_aftersales_ship()
        news_sudo.aftersales_case_id._notify("parcel_sent")
        return result


class AftersalesRemedy(models.Model):
    _inherit = "aftersales.remedy"

    def _after_finish(self, actor):
        """The customer hears how much it was, and where the money went."""
        amounts = defaultdict(lambda: defaultdict(float))
        for claim, remedies in self.grouped("claim_id").items():
            for remedy in remedies:
                amounts[remedy._money_event()][claim] += remedy.amount
        for event, by_claim in amounts.items():
            claims = self.env["aftersales.claim"].union(*by_claim)
            claims._notify(event, amounts=by_claim, rank=MONEY_RANK)

    def _money_event(self):
        """Whether the money was sent, stays as credit, or was never charged."""
        self.ensure_one()
        credits = self.credit_line_ids.move_id.filtered(
            lambda move: move.state == "posted"
        )
        if not credits:
            return "not_charged"
        if (
            credits._get_reconciled_payments()
            or credits._get_reconciled_statement_lines()
        ):
            return "refunded"
        return "credited"


class AftersalesEvidence(models.Model):
    _inherit = "aftersales.evidence"

    @api.model_create_multi
    def create(self, vals_list):
        evidence = super().create(vals_list)
        sent = evidence.filtered(lambda file: file.source == "customer")
        # Asked for, it is told by the verb that hands it in.
        claims = sent.claim_id.filtered(
            lambda claim: claim.state in UNDECIDED and claim.state != "evidence"
        )
        if claims:
            # Files come one by one; the agent is told once of all of them.
            outbox_sudo = self.env["aftersales.notification.log"].sudo()
            told = outbox_sudo.search(
                [
                    ("claim_id", "in", claims.ids),
                    ("event", "=", "evidence_added"),
                    ("state", "=", "queued"),
                ]
            ).claim_id
            (claims - told)._notify("evidence_added")
        return evidence
