"""What a policy offers on which conditions, and what it wants to see."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..remedies.remedy import RETURN_TO, TRIGGERS
from ..remedies.remedy_conditions import FEE_BOUNDS, REFUND_BOUNDS
from ..terms.supplier_terms import FREIGHT_PAYERS


class AftersalesPolicyPart(models.AbstractModel):
    """Belongs to a policy, and to its company."""

    _name = "aftersales.policy.part"
    _description = "Part of an After-Sales Policy"
    _inherit = ["aftersales.links.mixin"]
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    policy_id = fields.Many2one(
        "aftersales.policy", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="policy_id.company_id", store=True)


class AftersalesPolicyRemedy(models.Model):
    """A wish that a policy fulfils, and on what conditions."""

    _name = "aftersales.policy.remedy"
    _description = "Remedy Offered by a Policy"
    _inherit = ["aftersales.policy.part"]
    _rec_name = "wish"

    wish = fields.Selection("_selection_wish", required=True, default="refund")
    refund_percent = fields.Float(
        string="Refunded (%)",
        default=100.0,
        help="Share of the billed price that is given back, before any fee.",
    )
    fee_percent = fields.Float(
        string="Restocking Fee (%)", help="Withheld from what is given back."
    )
    return_to = fields.Selection(
        [("origin", "As it came"), *RETURN_TO],
        string="Goods",
        required=True,
        default="origin",
        help="As it came: dropshipped goods go to their supplier, others to our "
        "warehouse.",
    )
    trigger = fields.Selection(
        TRIGGERS,
        string="When",
        required=True,
        default="receipt",
        help="What is kept is given on approval.",
    )
    freight_payer = fields.Selection(
        FREIGHT_PAYERS,
        string="Return Freight",
        required=True,
        default="seller",
    )

    _wish_unique = models.Constraint(
        "UNIQUE(policy_id, wish)", "This policy offers that already."
    )
    _percent_bounds = models.Constraint(
        f"CHECK({REFUND_BOUNDS} AND {FEE_BOUNDS})",
        "Give back more than 0 % and at most 100 %, less a fee below 100 %.",
    )

    @api.model
    def _selection_wish(self):
        return (
            self.env["aftersales.claim.line"]
            ._fields["wish"]
            ._description_selection(self.env)
        )


class AftersalesPolicyEvidence(models.Model):
    """Pieces of evidence without which a policy grants nothing."""

    _name = "aftersales.policy.evidence"
    _description = "Evidence Wanted by a Policy"
    _inherit = ["aftersales.policy.part"]
    _rec_name = "type_id"

    type_id = fields.Many2one(
        "aftersales.evidence.type", string="What", required=True, ondelete="restrict"
    )
    count = fields.Integer(string="How Many", required=True, default=1)
    reason_ids = fields.Many2many(
        "aftersales.reason",
        string="For Reasons",
        ondelete="restrict",
        context={"active_test": False},
        help="None: for all reasons of the policy.",
    )

    _count_positive = models.Constraint(
        "CHECK(count > 0)", "Ask for at least one piece of evidence."
    )

    @api.constrains("count")
    def _check_count(self):
        for wanted in self:
            if wanted.count > 10:
                raise ValidationError(
                    self.env._("Nobody sends more than 10 pieces. Ask for fewer.")
                )


class AftersalesEvidenceType(models.Model):
    _inherit = "aftersales.evidence.type"

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """Claims remember what was asked for."""
        raise UserError(self.env._("Claims may have asked for it. Archive it instead."))
