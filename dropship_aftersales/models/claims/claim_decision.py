from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..workflow.workflow_mixin import MANAGER, SYSTEM


class AftersalesClaim(models.Model):
    """Conditions and consequences of the claim's verbs."""

    _inherit = "aftersales.claim"

    # ------------------------------------------------------------------ submit

    def _check_submit(self, actor):
        if empty := self.filtered(lambda claim: not claim.line_ids):
            raise UserError(
                self.env._(
                    "Choose at least one item: %(claims)s.",
                    claims=", ".join(empty.mapped("name")),
                )
            )
        self.line_ids._check_claimable()

    def _after_submit(self, actor):
        self.line_ids._freeze_contracts()
        self.line_ids._update_hold()
        # From now on he hears what is written on the claim.
        self._subscribe_parties()

    # ------------------------------------------------------------------ review

    def _check_ask_supplier(self, actor):
        for claim in self:
            if not claim.line_ids._supplier_shares(asking=True):
                raise UserError(
                    self.env._(
                        "%(claim)s has no undecided line that a supplier answers for.",
                        claim=claim.name,
                    )
                )

    def _after_ask_supplier(self, actor):
        self._open_cases(asking=True)
        for claim in self:
            if all(case.state != "asked" for case in claim.case_ids):
                raise UserError(
                    self.env._(
                        "The suppliers of %(claim)s have answered already. Decide, or "
                        "reopen a case to ask again.",
                        claim=claim.name,
                    )
                )

    def _check_answer(self, actor):
        if asked := self.case_ids.filtered(lambda case: case.state == "asked"):
            raise UserError(
                self.env._(
                    "These suppliers have not answered yet: %(suppliers)s.",
                    suppliers=", ".join(asked.partner_id.mapped("display_name")),
                )
            )

    # ------------------------------------------------------------------ decision

    def _check_offer(self, actor):
        for claim in self:
            if not claim.remedy_ids.filtered(lambda remedy: remedy.state == "proposed"):
                raise UserError(
                    self.env._("Propose a remedy first: %(claim)s.", claim=claim.name)
                )
        self._check_approval_limit(actor)

    def _check_accept(self, actor):
        """The offer is the decision: what is proposed is granted, the rest refused."""
        for claim in self:
            if not claim.remedy_ids.filtered(lambda remedy: remedy.state == "proposed"):
                raise UserError(
                    self.env._(
                        "The offer of %(claim)s was withdrawn. We look at it again.",
                        claim=claim.name,
                    )
                )
        for line in self.line_ids:
            proposed = line._remedied_quantity()
            line._write_engine(
                {
                    "decision": "granted" if proposed else "refused",
                    "granted_quantity": proposed,
                }
            )

    def _after_accept(self, actor):
        self._after_approve(actor)

    def _check_approve(self, actor):
        if undecided := self._undecided_lines():
            raise UserError(
                self.env._(
                    "Grant or refuse every line first: %(lines)s.",
                    lines=", ".join(undecided.mapped("display_name")),
                )
            )
        for claim in self:
            if not any(line.granted_quantity for line in claim.line_ids):
                raise UserError(
                    self.env._(
                        "%(claim)s grants nothing. Grant a line, or reject the claim.",
                        claim=claim.name,
                    )
                )
        self.line_ids._propose_default_remedies()
        self.line_ids._check_remedies_match()
        self._check_approval_limit(actor)

    def _check_approval_limit(self, actor):
        """Agents grant up to their company's limit, managers any amount."""
        if actor in (MANAGER, SYSTEM):
            return
        for claim in self:
            limit = claim.company_id.aftersales_approval_limit
            if not limit:
                continue
            remedies = claim.remedy_ids.filtered(
                lambda remedy: remedy.state != "cancelled"
            )
            granted = sum(remedies.mapped("amount"))
            if claim._is_above(granted):
                raise AccessError(claim._above_limit_words(granted))

    def _above_limit_words(self, granted):
        """Why ``granted``, claim currency, is not an agent's to approve."""
        company = self.company_id
        currency = company.currency_id
        return self.env._(
            "%(claim)s grants %(amount)s; agents approve up to %(limit)s. Ask an "
            "after-sales manager to approve it.",
            claim=self.name,
            amount=currency.format(
                self._to_company_currency(granted, self.currency_id)
            ),
            limit=currency.format(company.aftersales_approval_limit),
        )

    def _is_above(self, amount):
        """Whether ``amount``, claim currency, is more than agents may grant."""
        company = self.company_id
        limit = company.aftersales_approval_limit
        amount = self._to_company_currency(amount, self.currency_id)
        return company.currency_id.compare_amounts(amount, limit) > 0

    def _after_approve(self, actor):
        self.line_ids._update_hold()
        # Documents are made in the claim's company, whichever the user works in.
        for company, claims in self.grouped("company_id").items():
            claims = claims.with_company(company)
            claims._open_cases()
            claims.remedy_ids.filtered(
                lambda remedy: remedy.state == "proposed"
            )._follow("start", SYSTEM)
        self._advance()

    def _check_reject(self, actor):
        for claim in self:
            if claim.remedy_ids.filtered(
                lambda remedy: remedy.state in ("running", "done")
            ):
                raise UserError(
                    self.env._(
                        "%(claim)s has given something already; it cannot be "
                        "rejected. Refuse the open lines and approve it instead.",
                        claim=claim.name,
                    )
                )
            if claim.line_ids.filtered("granted_quantity"):
                raise UserError(
                    self.env._(
                        "%(claim)s has granted lines. Approve it, or refuse them "
                        "first.",
                        claim=claim.name,
                    )
                )
        self.line_ids._refuse_pending()

    def _after_reject(self, actor):
        self.remedy_ids.filtered(lambda remedy: remedy.state == "proposed")._follow(
            "cancel", SYSTEM
        )
        self.line_ids._update_hold()
        self.case_ids._drop()
        self._start_appeal_window()

    def _start_appeal_window(self):
        """Until then the customer may ask for another review; then it is closed."""
        now = fields.Datetime.now()
        for days, claims in self.grouped(lambda claim: claim._appeal_days()).items():
            claims._write_engine({"deadline": now + timedelta(days=days)})

    # ------------------------------------------------------------------ second look

    def _check_appeal(self, actor):
        for claim in self:
            if not claim.line_ids._refused_lines():
                raise UserError(
                    self.env._(
                        "Nothing was refused on %(claim)s. Open a new request if "
                        "something else is wrong.",
                        claim=claim.name,
                    )
                )
            window = timedelta(days=claim._appeal_days())
            ends = claim.decided_date + window
            if claim.state != "approved":
                ends = claim.deadline or ends
            if fields.Datetime.now() > ends:
                raise UserError(
                    self.env._(
                        "The time to ask for another review of %(claim)s is over. "
                        "Write to us if something is still wrong.",
                        claim=claim.name,
                    )
                )

    def _after_appeal(self, actor):
        self.line_ids._refused_lines()._undecide()
        self.line_ids._update_hold()

    def _after_revise(self, actor):
        self.line_ids.filtered(lambda line: not line._remedied_quantity())._undecide()
        self.line_ids._update_hold()

    def _after_reopen(self, actor):
        self.line_ids._check_claimable()
        self.line_ids._refused_lines()._undecide()
        self.line_ids._update_hold()

    # ------------------------------------------------------------------ ends

    def _check_cancel(self, actor):
        for claim in self:
            if claim.remedy_ids.filtered(lambda remedy: remedy._is_final()):
                raise UserError(
                    self.env._(
                        "%(claim)s cannot be cancelled: money was sent, goods were "
                        "received or a parcel is on its way.",
                        claim=claim.name,
                    )
                )

    def _after_cancel(self, actor):
        self.remedy_ids.filtered(
            lambda remedy: remedy.state in ("proposed", "running")
        )._follow("cancel", SYSTEM)
        self.line_ids._update_hold()
        self.case_ids._drop()

    def _check_resolve(self, actor):
        for claim in self:
            states = set(claim.remedy_ids.mapped("state"))
            if "done" not in states or states - {"done", "cancelled"}:
                raise UserError(
                    self.env._("%(claim)s has remedies under way.", claim=claim.name)
                )

    def _after_resolve(self, actor):
        self.line_ids._update_hold()
        self._start_appeal_window()

    def _check_close(self, actor):
        for claim in self:
            if not claim._may_close():
                raise UserError(
                    self.env._(
                        "%(claim)s waits for its appeal window or a supplier.",
                        claim=claim.name,
                    )
                )

    def _may_close(self):
        """The customer's time to appeal is over, nothing is on its way back and every
        supplier is done with."""
        self.ensure_one()
        return (
            (not self.deadline or self.deadline <= fields.Datetime.now())
            and all(
                case.state in ("settled", "written_off", "cancelled")
                for case in self.case_ids
            )
            and all(picking.state in ("done", "cancel") for picking in self.picking_ids)
        )
