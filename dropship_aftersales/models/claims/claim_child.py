"""What belongs to a claim is seen by the agents who see the claim."""

from odoo import api, fields, models
from odoo.exceptions import UserError


def responsible(path):
    """A field with the responsible agent of the claim at the end of ``path``."""
    return fields.Many2one(
        related=path, store=True, precompute=True, groups="base.group_user"
    )


class AftersalesClaimChildMixin(models.AbstractModel):
    """Carries the responsible agent of its claim: record rules need no join."""

    _name = "aftersales.claim.child.mixin"
    _description = "Part of a Claim"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_owner(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_owner(vals)
        return super().write(vals)

    def _refuse_owner(self, vals):
        if "user_id" in vals and not self.env.su:
            raise UserError(
                self.env._("Who is responsible is said on the claim, for all of it.")
            )


class AftersalesClaimLine(models.Model):
    _name = "aftersales.claim.line"
    _inherit = ["aftersales.claim.line", "aftersales.claim.child.mixin"]

    user_id = responsible("claim_id.user_id")


class AftersalesRemedy(models.Model):
    _name = "aftersales.remedy"
    _inherit = ["aftersales.remedy", "aftersales.claim.child.mixin"]

    user_id = responsible("claim_id.user_id")


class AftersalesEvidence(models.Model):
    _name = "aftersales.evidence"
    _inherit = ["aftersales.evidence", "aftersales.claim.child.mixin"]

    user_id = responsible("claim_id.user_id")


class AftersalesCost(models.Model):
    _name = "aftersales.cost"
    _inherit = ["aftersales.cost", "aftersales.claim.child.mixin"]

    user_id = responsible("claim_id.user_id")


class AftersalesSupplierCaseLine(models.Model):
    _name = "aftersales.supplier.case.line"
    _inherit = ["aftersales.supplier.case.line", "aftersales.claim.child.mixin"]

    user_id = responsible("case_id.user_id")
