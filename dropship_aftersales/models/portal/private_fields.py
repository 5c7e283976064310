"""What customers and suppliers read of documents, beside the pages made for them.

Whoever may read a record reads every field of it by RPC that no group restricts. On
other apps' documents all that claims add is internal, and so is what links the two
sides of a dropshipment; on claims and cases the fields for portal users are listed.
"""

from odoo import api, fields, models
from odoo.fields import Domain

INTERNAL = "base.group_user"
# Fields of the mixins are guarded by Odoo, or harmless, and its portal needs them.
MIXINS = (
    "base",
    "portal.mixin",
    "rating.mixin",
    "mail.thread",
)


class AftersalesPortalFieldsMixin(models.AbstractModel):
    """Lets portal users read listed fields only; a new field is internal.

    Of records they may not read, as lines and transfers, no field is listed: reading
    all fields of their document would fail with it.
    """

    _name = "aftersales.portal.fields.mixin"
    _description = "After-Sales Portal Fields"

    _portal_fields: frozenset[str] = frozenset()

    @api.model
    def _has_field_access(self, field, operation):
        if not super()._has_field_access(field, operation):
            return False
        return (
            self.env.su
            or field.name in self._portal_fields
            or not self.env.user.share
            or any(field.name in self.env[mixin]._fields for mixin in MIXINS)
        )

    def _known_to_visitors(self):
        """These documents; for portal users and guests those that may be known."""
        if not self.env.user.share:
            return self
        # The fields that decide it are no secret of those who have the link.
        return self.filtered(lambda document: document.sudo()._is_for_visitors())


class AftersalesClaim(models.Model):
    _name = "aftersales.claim"
    _inherit = ["aftersales.claim", "aftersales.portal.fields.mixin"]

    _portal_fields = frozenset(
        {
            "channel",
            "closed_date",
            "commercial_partner_id",
            "company_id",
            "currency_id",
            "deadline",
            "decided_date",
            "description",
            "external_ref",
            "line_summary",
            "name",
            "order_id",
            "partner_id",
            "resolved_date",
            "state",
            "state_since",
            "submitted_date",
        }
    )

    @api.model
    def _domain_for_visitors(self):
        """What portal pages and their visitors may know of, as the record rule says it.

        What an agent writes down is his until it is submitted, withdrawn or not.
        """
        return (
            Domain("channel", "=", "portal")
            | Domain("submitted_date", "!=", False)
            | Domain("state", "not in", ("draft", "cancelled"))
        )

    def _is_for_visitors(self):
        """Whether portal pages and their visitors may know of this claim."""
        self.ensure_one()
        return bool(self.filtered_domain(self._domain_for_visitors()))

    @api.model
    def _get_thread_with_access(self, thread_id, **kwargs):
        return super()._get_thread_with_access(thread_id, **kwargs)._known_to_visitors()


class AftersalesSupplierCase(models.Model):
    _name = "aftersales.supplier.case"
    _inherit = ["aftersales.supplier.case", "aftersales.portal.fields.mixin"]

    _portal_fields = frozenset(
        {
            "agreed_amount",
            "commercial_partner_id",
            "company_id",
            "currency_id",
            "deadline",
            "dispute_reason",
            "expected_amount",
            "name",
            "partner_id",
            "received_amount",
            "state",
            "state_since",
            "supplier_reference",
        }
    )

    def _is_for_visitors(self):
        """Whether portal pages and their visitors may know of this case."""
        self.ensure_one()
        return self.state != "draft"

    @api.model
    def _get_thread_with_access(self, thread_id, **kwargs):
        return super()._get_thread_with_access(thread_id, **kwargs)._known_to_visitors()


class AccountMove(models.Model):
    _inherit = "account.move"

    aftersales_claim_id = fields.Many2one(groups=INTERNAL)
    aftersales_case_id = fields.Many2one(groups=INTERNAL)


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    aftersales_points = fields.Float(groups=INTERNAL)
    aftersales_remedy_id = fields.Many2one(groups=INTERNAL)
    aftersales_case_line_id = fields.Many2one(groups=INTERNAL)
    aftersales_units = fields.Float(groups=INTERNAL)
    aftersales_amount_only = fields.Boolean(groups=INTERNAL)
    aftersales_part_units = fields.Float(groups=INTERNAL)


class PurchaseOrder(models.Model):
    _inherit = "purchase.order"

    # The customer's order.
    origin = fields.Char(groups=INTERNAL)
    aftersales_claim_id = fields.Many2one(groups=INTERNAL)
    aftersales_case_id = fields.Many2one(groups=INTERNAL)


class PurchaseOrderLine(models.Model):
    _inherit = "purchase.order.line"

    # Its name tells the customer's.
    sale_line_id = fields.Many2one(groups=INTERNAL)
    sale_order_id = fields.Many2one(groups=INTERNAL)
    aftersales_case_line_ids = fields.One2many(groups=INTERNAL)


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    aftersales_claimed_qty = fields.Float(groups=INTERNAL)
    aftersales_claimable_qty = fields.Float(groups=INTERNAL)
    aftersales_claim_line_ids = fields.One2many(groups=INTERNAL)
    aftersales_remedy_ids = fields.One2many(groups=INTERNAL)


class AftersalesSettledLine(models.AbstractModel):
    _inherit = "aftersales.settled.line"

    aftersales_settled_qty = fields.Float(groups=INTERNAL)
    aftersales_unshipped_qty = fields.Float(groups=INTERNAL)
    aftersales_locked_qty = fields.Float(groups=INTERNAL)
    aftersales_credited_qty = fields.Float(groups=INTERNAL)
    aftersales_to_credit_qty = fields.Float(groups=INTERNAL)


class StockPicking(models.Model):
    _inherit = "stock.picking"

    aftersales_claim_id = fields.Many2one(groups=INTERNAL)
