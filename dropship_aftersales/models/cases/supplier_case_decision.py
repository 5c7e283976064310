from odoo import models
from odoo.exceptions import AccessError, UserError

from ..workflow.workflow_mixin import AGENT, MANAGER, SYSTEM


class AftersalesSupplierCase(models.Model):
    """Conditions and consequences of the case's verbs."""

    _inherit = "aftersales.supplier.case"

    def _after_ask(self, actor):
        self._update_costs()
        self._subscribe_parties()

    def _check_accept(self, actor):
        disputed = self.filtered(lambda case: case.state == "disputed")
        if actor == AGENT and disputed:
            # Accepting for a supplier who disagreed is a ruling.
            disputed._check_rule(actor)

    def _after_accept(self, actor):
        self.line_ids._agree_on_stake()
        self._stop_unshipped()
        self._update_costs()
        self._answer_claims()
        self.claim_id._advance()

    def _after_dispute(self, actor):
        self._answer_claims()

    def _check_rule(self, actor):
        if actor in (MANAGER, SYSTEM):
            return
        for case in self:
            company = case.company_id
            limit = company.aftersales_approval_limit
            expected = case.claim_id._to_company_currency(
                case._asked_amount(), case.currency_id
            )
            if limit and company.currency_id.compare_amounts(expected, limit) > 0:
                raise AccessError(
                    self.env._(
                        "%(case)s is above the amount agents rule on. Ask an "
                        "after-sales manager.",
                        case=case.name,
                    )
                )

    def _after_rule(self, actor):
        self._after_accept(actor)

    def _check_write_off(self, actor):
        if actor != SYSTEM and self.filtered(lambda case: not case.write_off_reason):
            raise UserError(self.env._("Write down why nothing more is claimed."))

    def _after_write_off(self, actor):
        self._update_costs()
        self._answer_claims()
        self.claim_id._advance()

    def _after_reopen(self, actor):
        # A new question: what was answered and decided is in the history.
        self._write_engine(
            {
                "answer": False,
                "proposal": False,
                "dispute_reason": False,
                "ruling_reason": False,
                "supplier_reference": False,
            }
        )
        for line in self.line_ids.filtered("proposed_percent"):
            line._write_engine({"proposed_percent": 0.0})
        self.line_ids._forget_stake()
        self._update_costs()

    def _check_cancel(self, actor):
        for case in self:
            if case.line_ids.filtered(
                lambda line: (
                    line.settled_qty or line.remedy_id.state in ("running", "done")
                )
            ):
                raise UserError(
                    self.env._(
                        "%(case)s is part of what the customer was granted. Cancel "
                        "the remedy, or write the case off.",
                        case=case.name,
                    )
                )

    def _after_cancel(self, actor):
        self._update_costs()
        self._answer_claims()

    def _answer_claims(self):
        """The claim goes on as soon as no supplier is asked any more."""
        answered = self.claim_id.filtered(
            lambda claim: (
                claim.state == "supplier"
                and all(case.state != "asked" for case in claim.case_ids)
            )
        )
        answered._follow("answer", SYSTEM)

    def _drop(self):
        """Nothing is claimed any more: cancel what is open, settle what was agreed."""
        self.filtered(lambda case: case.state in ("draft", "asked"))._follow(
            "cancel", SYSTEM
        )
        rest = self.filtered(lambda case: case.state in ("accepted", "disputed"))
        rest.line_ids._withdraw()
        rest._update_costs()
        rest.filtered(lambda case: case.state == "disputed")._follow(
            "write_off", SYSTEM
        )
