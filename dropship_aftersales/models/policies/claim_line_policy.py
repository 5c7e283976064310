"""What our policy says of a claimed item: live in a draft, frozen once it is sent."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from .policy_terms import judge

OUTCOMES = [
    ("grant", "Grants"),
    ("person", "A person decides"),
    ("refuse", "Refuses"),
]
# Written when the claim is submitted, and by the exception of a manager.
FROZEN_FIELDS = frozenset(
    {
        "policy_id",
        "policy_terms",
        "policy_outcome",
        "policy_reason",
        "exception_reason",
        "exception_user_id",
        "is_exception",
    }
)
USUAL_CONDITIONS = {
    "refund_percent": 100.0,
    "fee_percent": 0.0,
    "return_to": "origin",
    "trigger": "receipt",
    "freight_payer": "seller",
}


def _shows(kind, evidence_type):
    """Whether a file of ``kind`` may be what is wanted: a video shows what a photo
    shows."""
    return evidence_type.kind in ("any", kind) or (
        evidence_type.kind == "photo" and kind == "video"
    )


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    policy_id = fields.Many2one(
        "aftersales.policy",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The policy that fitted when the claim was submitted.",
    )
    policy_terms = fields.Json(
        string="Policy as It Was",
        readonly=True,
        copy=False,
        help="What was promised when the claim was submitted; what is decided reads "
        "this, whatever became of the policy.",
    )
    current_terms = fields.Json(
        compute="_compute_current_terms",
        help="The terms that were written down; of a draft those of today.",
    )
    policy_outcome = fields.Selection(
        OUTCOMES,
        readonly=True,
        copy=False,
        help="What the policy says of this item.",
    )
    policy_reason = fields.Json(
        readonly=True, copy=False, help="Why: a code and what it is about."
    )
    policy_text = fields.Char(
        string="Policy Says",
        compute="_compute_policy_text",
        help="What the policy says of this item and why.",
    )

    # ------------------------------------------------------------------ terms

    @api.depends(
        "policy_terms",
        "claim_state",
        "sale_line_id",
        "product_id",
        "quantity",
        "reason_id",
        "goods_status",
        "lot_ids",
        "supplier_ids",
    )
    def _compute_current_terms(self):
        drafts = self.filtered(
            lambda line: (
                line.claim_state in (False, "draft")
                and not line.policy_terms
                and line.sale_line_id
            )
        )
        policies = self.env["aftersales.policy"]
        findings = policies._match_lines(drafts)
        for line in self:
            line.current_terms = line.policy_terms or {}
        for line, terms in policies._prepare_terms(findings).items():
            line.current_terms = terms

    def _freeze_contracts(self):
        super()._freeze_contracts()
        self._freeze_policy()

    def _freeze_policy(self, moments=None):
        """Write down the terms of today's policies, and what they say.

        :param dict moments: ``{line: when it was claimed}`` (UTC), by default now
        """
        policies = self.env["aftersales.policy"]
        findings = {}
        moments = moments or {}
        for moment, lines in self.grouped(moments.get).items():
            findings |= policies._match_lines(lines, moment)
        for line, terms in policies._prepare_terms(findings).items():
            line._write_engine({"policy_id": terms["policy"], "policy_terms": terms})
        self._judge()

    # ------------------------------------------------------------------ judgement

    def _judge(self):
        """Say again what the terms say, with the evidence that is there now."""
        for claim, lines in self.grouped("claim_id").items():
            total = claim._policy_total()
            for line in lines:
                outcome, code = line._judged(total)
                vals = {
                    "policy_outcome": outcome,
                    "policy_reason": {
                        "code": code,
                        "params": line._reason_params(code, total),
                    },
                }
                if any(line[name] != value for name, value in vals.items()):
                    line._write_engine(vals)

    def _judged(self, total=None):
        """``(outcome, code)`` of these terms as things are now."""
        self.ensure_one()
        return judge(
            self.current_terms or {}, self.wish, bool(self._missing_evidence()), total
        )

    def _judged_with_evidence(self):
        """As ``_judged``, as if everything was shown that is wanted."""
        self.ensure_one()
        return judge(self.current_terms or {}, self.wish)

    # ------------------------------------------------------------------ conditions

    def _allowed_wishes(self):
        """The wishes that the policy offers for this item, the most common first.

        Where it offers nothing in particular, or refuses: those that make sense.
        """
        self.ensure_one()
        possible = self._possible_wishes()
        offered = (self.current_terms or {}).get("remedies") or {}
        if not offered:
            return possible
        return tuple(wish for wish in possible if wish in offered) or tuple(offered)

    def _conditions(self, wish):
        """On what conditions ``wish`` is fulfilled for this item.

        :return: dict of ``refund_percent``, ``fee_percent``, ``return_to`` (none,
            supplier, warehouse), ``trigger`` and ``freight_payer``
        """
        self.ensure_one()
        terms = self.current_terms or {}
        offered = (terms.get("remedies") or {}).get(wish) or {}
        conditions = {**USUAL_CONDITIONS, **offered}
        return_to = conditions["return_to"]
        if (
            self._is_kept(terms)
            or self.goods_status == "not_received"
            or (wish == "compensation" and return_to == "origin")
        ):
            return_to = "none"
        elif return_to == "supplier" and not self.supplier_ids:
            return_to = "warehouse"
        elif return_to == "origin":
            # What it is without a policy.
            return_to = (
                super()._default_destination()  # pylint: disable=super-method-mismatch
            )
        conditions["return_to"] = return_to
        if self.goods_status == "not_received":
            # Who got nothing gets back all he paid, unless somebody decides otherwise.
            conditions |= {"refund_percent": 100.0, "fee_percent": 0.0}
        if return_to == "none":
            conditions["trigger"] = "approval"
        return conditions

    def _is_kept(self, terms):
        """Whether the item is worth too little to be sent back."""
        limit = terms.get("keep_amount") or 0.0
        return bool(limit) and terms.get("amount", 0.0) <= limit

    def _default_destination(self):
        return self._conditions("refund")["return_to"]

    def _prepare_default_remedy_vals(self, quantity, return_to):
        vals = super()._prepare_default_remedy_vals(quantity, return_to)
        conditions = self._conditions("refund")
        vals |= {
            name: conditions[name]
            for name in ("refund_percent", "fee_percent", "freight_payer")
        }
        if return_to != "none":
            vals["trigger"] = conditions["trigger"]
        return vals

    # ------------------------------------------------------------------ evidence

    def _wanted_evidence(self):
        """The pieces that the policy wants to see of this item.

        :return: list of ``(evidence type, count)``
        """
        self.ensure_one()
        wanted = (self.current_terms or {}).get("evidence") or []
        # What was asked for stays asked for; types are everybody's who is asked.
        types_sudo = self.env["aftersales.evidence.type"].sudo()
        types_sudo = types_sudo.browse([type_id for type_id, _count in wanted])
        return [
            (evidence_type, count)
            for evidence_type, (_id, count) in zip(types_sudo, wanted, strict=True)
        ]

    def _missing_evidence(self):
        """Those of the wanted pieces that are not there, see ``_wanted_evidence``.

        Whoever sends photos does not say what each one shows: they are counted by
        their kind, for this item and for the whole claim.
        """
        self.ensure_one()
        wanted = self._wanted_evidence()
        if not wanted:
            return []
        # Customers read no evidence but their own, on the pages made for it.
        left = [
            evidence._shown_kind()
            for evidence in self.sudo().claim_id.evidence_ids
            if not evidence.line_id or evidence.line_id.id == self._origin.id
        ]
        missing = []
        # What may be anything takes what the others leave.
        for evidence_type, count in sorted(
            wanted, key=lambda piece: piece[0].kind == "any"
        ):
            fitting = [kind for kind in left if _shows(kind, evidence_type)][:count]
            for kind in fitting:
                left.remove(kind)
            if len(fitting) < count:
                missing.append((evidence_type, count - len(fitting)))
        return missing

    # ------------------------------------------------------------------ ORM

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_frozen(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_frozen(vals)
        return super().write(vals)

    def _refuse_frozen(self, vals):
        if vals.keys() & FROZEN_FIELDS:
            raise UserError(
                self.env._(
                    "What the policy says is written down when the claim is "
                    "submitted. A manager may grant an exception."
                )
            )
