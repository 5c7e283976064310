from odoo import fields, models

from ..claim_lines.claim_line import GOODS_STATUS


class AftersalesPolicy(models.Model):
    """What we promise customers for some of what we sell.

    Policies are tried in their order; the first one whose criteria all fit decides. An
    empty criterion fits everything.
    """

    _name = "aftersales.policy"
    _description = "After-Sales Policy"
    _inherit = ["aftersales.links.mixin"]
    _order = "sequence, id"

    name = fields.Char(
        required=True, translate=True, help="Agents read it; customers do not."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: all companies."
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")

    # ------------------------------------------------------------------ criteria

    # What is archived stays a criterion: without it the policy would fit everything.
    product_ids = fields.Many2many(
        "product.product",
        string="Products",
        ondelete="restrict",
        context={"active_test": False},
    )
    category_ids = fields.Many2many(
        "product.category",
        string="Product Categories",
        ondelete="restrict",
        help="With the categories below them.",
    )
    supplier_ids = fields.Many2many(
        "res.partner",
        string="Suppliers",
        ondelete="restrict",
        context={"active_test": False},
        domain="[('parent_id', '=', False)]",
        help="One of the suppliers of the item.",
    )
    reason_ids = fields.Many2many(
        "aftersales.reason",
        string="Reasons",
        ondelete="restrict",
        context={"active_test": False},
    )
    for_not_received = fields.Boolean("Not received")
    for_unopened = fields.Boolean("Received, unopened")
    for_opened = fields.Boolean("Opened")
    for_used = fields.Boolean("Used")
    for_sent_back = fields.Boolean("Already sent back")
    tag_ids = fields.Many2many(
        "res.partner.category",
        string="Customer Tags",
        ondelete="restrict",
        context={"active_test": False},
        help="One of the tags of the customer, or of the company he belongs to.",
    )
    country_ids = fields.Many2many(
        "res.country",
        string="Countries",
        ondelete="restrict",
        help="Where the order was delivered to.",
    )
    team_ids = fields.Many2many(
        "crm.team",
        string="Sales Teams",
        ondelete="restrict",
        context={"active_test": False},
    )
    ordered_from = fields.Date(help="Orders of that day and later.")
    ordered_until = fields.Date(help="Orders of that day and earlier.")
    amount_min = fields.Monetary(
        string="Amount from",
        help="Price of the claimed units, tax included, in the company's currency.",
    )
    amount_max = fields.Monetary(string="Amount up to", help="As above; 0: any amount.")

    # ------------------------------------------------------------------ conditions

    effect = fields.Selection(
        [
            ("grant", "Grants what it offers"),
            ("person", "Leaves it to a person"),
            ("refuse", "Refuses"),
        ],
        string="What It Does",
        required=True,
        default="grant",
    )
    window_days = fields.Integer(
        string="Claim Window (days)",
        help="Counted from the delivery; the last day ends at midnight where the "
        "customer is. 0: no limit.",
    )
    transit_days = fields.Integer(
        string="Days in Transit",
        default=14,
        help="Added to the day of the order where nothing says when it was delivered.",
    )
    after_window = fields.Selection(
        [
            ("person", "A person decides"),
            ("refuse", "It is refused"),
            ("next", "The next policies are tried"),
        ],
        required=True,
        default="person",
        help="When the time is over. Where no later policy fits, a person decides.",
    )
    remedy_ids = fields.One2many(
        "aftersales.policy.remedy",
        "policy_id",
        string="Remedies on Offer",
        copy=True,
        help="None: whatever makes sense, at the full price.",
    )
    evidence_ids = fields.One2many("aftersales.policy.evidence", "policy_id", copy=True)
    auto_amount = fields.Monetary(
        string="Approved Unseen up to",
        help="Claims are approved without a person while all claims of their order "
        "give no more than that; company's currency, tax included. 0: never.",
    )
    keep_amount = fields.Monetary(
        string="Goods Are Kept up to",
        help="Items worth no more are not sent back; company's currency, tax "
        "included. 0: they are.",
    )
    appeal_days = fields.Integer(
        string="Days to Ask for Another Review",
        help="0: as the company's settings say.",
    )
    refuses_alone = fields.Boolean(
        string="Refuse without a Person",
        help="What it refuses is refused at once, in the words below. Otherwise a "
        "person confirms it.",
    )
    refusal_text = fields.Text(
        string="Why Not",
        translate=True,
        help="What customers read when it refuses. Say what they can do instead.",
    )

    _days_positive = models.Constraint(
        "CHECK(window_days >= 0 AND transit_days >= 0 AND appeal_days >= 0)",
        "Days of a policy cannot be negative.",
    )
    _amounts_positive = models.Constraint(
        "CHECK(COALESCE(amount_min, 0) >= 0 AND COALESCE(amount_max, 0) >= 0"
        " AND COALESCE(auto_amount, 0) >= 0 AND COALESCE(keep_amount, 0) >= 0)",
        "Amounts of a policy cannot be negative.",
    )
    _amounts_ordered = models.Constraint(
        "CHECK(COALESCE(amount_max, 0) = 0"
        " OR COALESCE(amount_min, 0) <= COALESCE(amount_max, 0))",
        "No amount is above the first and below the second limit of this policy.",
    )
    _dates_ordered = models.Constraint(
        "CHECK(ordered_from IS NULL OR ordered_until IS NULL"
        " OR ordered_from <= ordered_until)",
        "No order is from between these two days. Swap them.",
    )

    def _compute_currency_id(self):
        for policy in self:
            policy.currency_id = (policy.company_id or self.env.company).currency_id

    def _goods_statuses(self):
        """The goods statuses it is for; none of them means any."""
        self.ensure_one()
        return {status for status, _label in GOODS_STATUS if self[f"for_{status}"]}
