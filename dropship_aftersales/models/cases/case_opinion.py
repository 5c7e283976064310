"""Who said what about a supplier's responsibility, and when."""

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_amount

from ..claims.claim_child import responsible

KINDS = [
    ("ask", "Asked"),
    ("accept", "Accepted"),
    ("silent", "No answer, counted as accepted"),
    ("partly", "Proposed other shares"),
    ("dispute", "Disagreed"),
    ("propose", "Proposed something else"),
    ("agree", "Agreed with the supplier"),
    ("rule", "Decided"),
    ("reopen", "Asked again"),
    ("write_off", "Claims nothing more"),
    ("parcel", "Reported a late parcel"),
]
# What the supplier may propose instead, in the words of the wish.
PROPOSALS = [
    ("replacement", "Send a new one"),
    ("repair", "Repair it"),
    ("compensation", "Credit a part, the customer keeps it"),
]


class AftersalesCaseOpinion(models.Model):
    """One thing that the supplier or we said in a case; never changed afterwards.

    Both sides read it: nothing of the customer or of our sale belongs in it.
    """

    _name = "aftersales.case.opinion"
    _description = "Opinion in a Supplier Case"
    _order = "id"

    case_id = fields.Many2one(
        "aftersales.supplier.case", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="case_id.company_id", store=True, index=True)
    user_id = responsible("case_id.user_id")
    currency_id = fields.Many2one(related="case_id.currency_id")
    party = fields.Selection(
        [("supplier", "Supplier"), ("us", "We")], required=True, readonly=True
    )
    kind = fields.Selection(KINDS, required=True, readonly=True)
    author_id = fields.Many2one("res.partner", readonly=True)
    is_by_agent = fields.Boolean(
        string="By Phone",
        readonly=True,
        help="An agent entered what the supplier said.",
    )
    proposal = fields.Selection(PROPOSALS, readonly=True)
    text = fields.Text(readonly=True)
    amount = fields.Monetary(
        readonly=True, help="What the supplier would credit, tax excluded."
    )
    shares = fields.Json(readonly=True, help="The supplier's percent by case line.")
    share_words = fields.Char(string="Share", compute="_compute_share_words")
    says = fields.Char(compute="_compute_says")

    def write(self, vals):
        if not self.env.su:
            raise UserError(self.env._("What was said stays as it was said."))
        return super().write(vals)

    def _compute_share_words(self):
        for opinion in self:
            opinion.share_words = opinion._shares_in_words()

    def _shares_in_words(self):
        """The supplier's share: one number, or one for each item."""
        self.ensure_one()
        shares = self.shares or {}
        if not shares:
            return ""
        if len(set(shares.values())) == 1:
            return f"{next(iter(shares.values())):g} %"
        lines = {str(line.id): line for line in self.case_id.line_ids}
        return " · ".join(
            f"{lines[key].product_id.display_name}: {share:g} %"
            for key, share in shares.items()
            if key in lines
        )

    def _compute_says(self):
        for opinion in self:
            opinion.says = opinion._headline("agent")

    def _headline(self, audience):
        """Who said what, in one line, as ``audience`` (supplier or agent) reads it."""
        self.ensure_one()
        if audience == "supplier" and self.kind == "agree":
            what = self.env._("Agreed with you")
        else:
            what = dict(self._fields["kind"]._description_selection(self.env))[
                self.kind
            ]
        details = [what]
        if self.proposal:
            words = self._fields["proposal"]._description_selection(self.env)
            details.append(dict(words)[self.proposal])
        if self.kind not in ("parcel", "write_off") and self.share_words:
            details.append(self.share_words)
            details.append(format_amount(self.env, self.amount, self.currency_id))
        return " · ".join(details)

    def _who(self, audience):
        """Who said it; suppliers read no names of our people."""
        self.ensure_one()
        if self.party == "us":
            return (
                self.env._("The shop")
                if audience == "supplier"
                else self.author_id.name or self.env._("We")
            )
        return (
            self.env._("You")
            if audience == "supplier"
            else self.case_id.partner_id.display_name
        )
