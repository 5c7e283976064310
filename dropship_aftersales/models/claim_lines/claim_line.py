from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .reason import PARTIES

GOODS_STATUS = [
    ("not_received", "Not received"),
    ("unopened", "Received, unopened"),
    ("opened", "Opened"),
    ("used", "Used"),
    ("sent_back", "Already sent back"),
]


# What the decision is about: fixed once it is made or offered.
DECIDED_FIELDS = frozenset(
    {
        "quantity",
        "reason_id",
        "goods_status",
        "lot_ids",
        "decision",
        "granted_quantity",
        *(f"{party}_percent" for party in PARTIES),
    }
)


class AftersalesClaimLine(models.Model):
    """Units of one billed sale line that the customer complains about.

    Quantities are in the product's own unit: a piece of a dozen would lose precision.
    """

    _name = "aftersales.claim.line"
    _description = "Claim Line"
    _inherit = ["aftersales.links.mixin"]
    _order = "claim_id, id"
    _check_company_auto = True

    claim_id = fields.Many2one(
        "aftersales.claim", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="claim_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="claim_id.currency_id")
    order_id = fields.Many2one(related="claim_id.order_id")
    claim_state = fields.Selection(related="claim_id.state")
    sale_line_id = fields.Many2one(
        "sale.order.line",
        string="Order Line",
        required=True,
        index=True,
        domain="[('order_id', '=', order_id), ('display_type', '=', False)]",
        ondelete="restrict",
    )
    product_id = fields.Many2one(
        "product.product", compute="_compute_product_id", store=True
    )
    uom_id = fields.Many2one(related="product_id.uom_id", related_sudo=True)
    quantity = fields.Float(
        digits="Product Unit", required=True, default=1.0, help="In the product's unit."
    )
    claimable_quantity = fields.Float(
        related="sale_line_id.aftersales_claimable_qty", related_sudo=True
    )
    reason_id = fields.Many2one("aftersales.reason", required=True, ondelete="restrict")
    goods_status = fields.Selection(GOODS_STATUS, required=True, default="opened")
    lot_ids = fields.Many2many("stock.lot", string="Lots / Serial Numbers")
    description = fields.Text()
    wish = fields.Selection(
        [
            ("refund", "Money back"),
            ("replacement", "Exchange"),
            ("repair", "Repair"),
            ("compensation", "Keep it, part of the money back"),
        ],
        default="refund",
        required=True,
    )
    decision = fields.Selection(
        [("pending", "Pending"), ("granted", "Granted"), ("refused", "Refused")],
        required=True,
        default="pending",
        copy=False,
    )
    granted_quantity = fields.Float(
        digits="Product Unit",
        compute="_compute_granted_quantity",
        store=True,
        readonly=False,
        copy=False,
    )
    held_quantity = fields.Float(
        digits="Product Unit",
        readonly=True,
        copy=False,
        help="Units of the order line that nobody else can claim because of this line.",
    )
    supplier_ids = fields.Many2many(
        "res.partner",
        "aftersales_claim_line_supplier_rel",
        string="Suppliers",
        compute="_compute_supplier_ids",
        store=True,
        readonly=False,
    )
    supplier_percent = fields.Integer(
        compute="_compute_percents", store=True, readonly=False, precompute=True
    )
    carrier_percent = fields.Integer(
        compute="_compute_percents", store=True, readonly=False, precompute=True
    )
    seller_percent = fields.Integer(
        compute="_compute_percents", store=True, readonly=False, precompute=True
    )
    customer_percent = fields.Integer(
        compute="_compute_percents", store=True, readonly=False, precompute=True
    )
    remedy_ids = fields.One2many("aftersales.remedy", "line_id", string="Remedies")
    case_line_ids = fields.One2many("aftersales.supplier.case.line", "claim_line_id")

    _quantity_positive = models.Constraint(
        "CHECK(quantity > 0)", "Claim at least one unit."
    )
    _granted_bounds = models.Constraint(
        "CHECK(granted_quantity IS NULL OR granted_quantity >= 0)",
        "The granted quantity cannot be negative.",
    )
    _percents_total = models.Constraint(
        "CHECK(supplier_percent >= 0 AND carrier_percent >= 0"
        " AND seller_percent >= 0 AND customer_percent >= 0"
        " AND supplier_percent + carrier_percent + seller_percent"
        " + customer_percent = 100)",
        "The four shares of responsibility must total 100 %.",
    )

    # ------------------------------------------------------------------ computed

    @api.depends("sale_line_id.product_id")
    def _compute_product_id(self):
        for line in self:
            line.product_id = line.sale_line_id.product_id

    @api.depends("sale_line_id", "quantity", "uom_id")
    def _compute_display_name(self):
        for line in self:
            product = line.sudo().product_id.display_name or ""
            line.display_name = line.sudo().uom_id._aftersales_item_words(
                line.quantity, product
            )

    @api.depends("decision", "quantity")
    def _compute_granted_quantity(self):
        for line in self:
            if line.decision == "granted":
                line.granted_quantity = line.granted_quantity or line.quantity
            else:
                line.granted_quantity = line._remedied_quantity()

    @api.depends("reason_id")
    def _compute_percents(self):
        for line in self:
            # Without a reason yet the shares still total 100.
            shares = line.reason_id._shares_for(line) if line.reason_id else {}
            for party in PARTIES:
                line[f"{party}_percent"] = (
                    shares[party] if shares else 100 * (party == "seller")
                )

    @api.depends("sale_line_id")
    def _compute_supplier_ids(self):
        # Written for all lines of the same suppliers at once.
        by_suppliers = self.grouped(lambda line: line._purchase_suppliers())
        for suppliers, lines in by_suppliers.items():
            lines.supplier_ids = suppliers

    def _purchase_suppliers(self):
        """Who was asked to ship the item; nobody, if it is of our own stock."""
        self.ensure_one()
        # The agent needs no purchase rights to see who supplied the goods.
        purchases_sudo = self.sudo().sale_line_id.purchase_line_ids.order_id
        return purchases_sudo.filtered(
            lambda order: order.state != "cancel"
        ).partner_id.commercial_partner_id.sudo(False)

    # ------------------------------------------------------------------ constraints

    @api.constrains("sale_line_id", "claim_id")
    def _check_same_order(self):
        for line in self:
            if line.sudo().sale_line_id.order_id != line.claim_id.order_id:
                raise ValidationError(
                    self.env._(
                        "%(line)s is not on order %(order)s. Choose an item of this "
                        "order.",
                        line=line.display_name,
                        order=line.claim_id.sudo().order_id.name or "—",
                    )
                )

    @api.constrains("granted_quantity", "quantity", "decision")
    def _check_granted_quantity(self):
        for line in self:
            uom = line.sudo().uom_id
            if uom.compare(line.granted_quantity, line.quantity) > 0:
                raise ValidationError(
                    self.env._(
                        "%(line)s: no more can be granted than was claimed.",
                        line=line.display_name,
                    )
                )
            if uom.compare(line.granted_quantity, line._remedied_quantity()) < 0:
                raise ValidationError(
                    self.env._(
                        "%(line)s: units that were given already stay granted.",
                        line=line.display_name,
                    )
                )

    # ------------------------------------------------------------------ ORM

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("held_quantity"):
                raise UserError(self._held_refused())
        lines = super().create(vals_list)
        if lines.claim_id.filtered(lambda claim: claim.state != "draft"):
            # Added while the claim is reviewed (over-receipt, phone call).
            lines._check_open()
            lines._check_claimable()
            lines._freeze_contracts()
            lines._update_hold()
        return lines

    def write(self, vals):
        if "held_quantity" in vals:
            raise UserError(self._held_refused())
        if not self.env.su and vals.keys() & {"company_id", "product_id"}:
            raise UserError(
                self.env._("Company and product of an item follow from the order.")
            )
        if vals.keys() & {"sale_line_id", "claim_id"} and self.filtered(
            lambda line: line.claim_state != "draft"
        ):
            raise UserError(
                self.env._("Items of a submitted claim stay what they are.")
            )
        if vals.keys() & DECIDED_FIELDS:
            self._check_open()
        result = super().write(vals)
        if "claim_id" in vals and self.filtered(
            lambda line: line.claim_state != "draft"
        ):
            raise UserError(
                self.env._("Items are added to a submitted claim, not moved to it.")
            )
        if "quantity" in vals or "goods_status" in vals:
            self._update_hold()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_open(self):
        self._check_open()
        if self.remedy_ids.filtered(
            lambda remedy: remedy.state != "proposed"
        ) or self.case_line_ids.filtered(
            lambda line: line.case_state not in ("draft", "asked")
        ):
            raise UserError(
                self.env._(
                    "A line with a running remedy or a supplier's answer stays. "
                    "Refuse it instead."
                )
            )
        self._set_hold(dict.fromkeys(self, 0.0))
        # Whoever removes an item withdraws what suppliers were asked about it.
        self.sudo().case_line_ids._withdraw()

    def _write_engine(self, vals):
        """Write what only the engine may write, past the guards of ``write``."""
        return super().write(vals)  # pylint: disable=super-method-mismatch

    def _held_refused(self):
        return self.env._(
            "Units are held by submitting the claim, not by writing them."
        )

    def _check_open(self):
        if closed := self.claim_id.filtered(lambda claim: not claim._is_editable()):
            raise UserError(
                self.env._(
                    "%(claims)s is decided or offered. Revise or reopen it to change "
                    "it.",
                    claims=", ".join(closed.mapped("name")),
                )
            )
