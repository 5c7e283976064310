"""What the dialog *Offer…* starts from, shows and writes."""

from odoo import models
from odoo.exceptions import UserError

# What of a remedy's values a row of the dialog says.
ROW_FIELDS = (
    "kind",
    "quantity",
    "refund_percent",
    "fee_percent",
    "return_to",
    "trigger",
    "freight_payer",
)

CONDITIONS = ROW_FIELDS[2:]


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    # ------------------------------------------------------------------ prefilled

    def _decision_rows(self):
        """Rows to start from: what the customer suggested last, else what is proposed,
        else what the conditions of each open item's wish say.

        :return: list of values of ``aftersales.decide.line``
        """
        if not self:
            return []
        self.ensure_one()
        if counter := self._open_counter():
            return self.line_ids._countered_rows(counter)
        if proposed := self._proposed_remedies():
            return [
                {
                    "claim_line_id": remedy.line_id.id,
                    "remedy_id": remedy.id,
                    **{name: remedy[name] for name in ROW_FIELDS},
                }
                for remedy in proposed
            ]
        open_lines = self.line_ids.filtered(lambda line: line.decision != "refused")
        kept = open_lines.filtered(lambda line: line.wish == "compensation")
        rows = [
            {
                "claim_line_id": remedy.line_id._origin.id,
                **{name: remedy[name] for name in ROW_FIELDS},
            }
            for remedy in (open_lines - kept)._missing_default_remedies()
        ]
        for line in kept.filtered(lambda line: line._has_open_units()):
            rows += line._wished_rows(line.wish)
        return rows

    def _offer_message_words(self):
        """The sentence that offers begin with, in the customer's language."""
        if not self:
            return False
        claim = self.with_context(lang=self.partner_id.lang or self.env.lang)
        if self._open_counter():
            return claim.env._(
                "Thank you for your suggestion. This is what we can do for you."
            )
        return claim.env._("We looked at your request. This is what we can do for you.")

    # ------------------------------------------------------------------ money

    def _decision_money(self, vals_list):
        """What remedies with these values would book; nothing is written.

        :return: dict of ``customer`` (tax included), ``fee`` (withheld, tax included),
            ``tax`` (of what the customer gets), ``suppliers``, ``spared`` and ``ours``
            (tax excluded; see ``_money``), claim currency, and ``rows`` (what the
            customer gets by each)
        """
        remedies = self.env["aftersales.remedy"]
        kinds = ("customer", "tax", "suppliers", "spared", "ours")
        money = dict.fromkeys(kinds, 0.0)
        if not self or not vals_list:
            return {**money, "fee": 0.0, "rows": [0.0] * len(vals_list)}
        self.ensure_one()
        unsaved = [remedies.new(vals) for vals in vals_list]
        proposed = remedies.union(*unsaved)
        # What runs already and what was proposed before is not part of this decision.
        before = self._supplier_costs([])
        spared_before = self._spared_costs(remedies, [])
        money = self._money_of(remedies, proposed)
        suppliers = self.currency_id.round(money["suppliers"] - before)
        spared = self.currency_id.round(money["spared"] - spared_before)
        parts = proposed._money_parts_by_remedy()
        return {
            "customer": money["customer"],
            "fee": self.currency_id.round(sum(part["fee"] for part in parts.values())),
            "tax": money["tax"],
            "suppliers": suppliers,
            "spared": spared,
            "ours": self.currency_id.round(
                money["customer"] - money["tax"] - suppliers - spared
            ),
            "rows": [parts[remedy]["total"] for remedy in unsaved],
        }

    # ------------------------------------------------------------------ written

    def _propose_rows(self, rows):
        """Let these be the proposed remedies, and no other.

        :param list rows: ``(proposed remedy to change, or none, values)``
        :raise UserError: a remedy started meanwhile, or a row asks for too many units
        """
        self.ensure_one()
        proposed = self._proposed_remedies()
        kept = proposed.browse()
        for remedy, vals in rows:
            if vals["claim_id"] != self.id or remedy - proposed:
                raise UserError(
                    self.env._(
                        "%(claim)s has changed meanwhile. Open the dialog again.",
                        claim=self.name,
                    )
                )
            kept |= remedy
        (proposed - kept).unlink()
        # What shrinks comes first: for a moment nothing is promised twice.
        rows = sorted(rows, key=lambda row: row[1]["quantity"] - row[0].quantity)
        for remedy, vals in rows:
            if remedy:
                remedy.write(vals)
        remedies = self.env["aftersales.remedy"]
        remedies.create([vals for remedy, vals in rows if not remedy])

    def _grant_what_is_proposed(self, refusal_reason=None):
        """Decide every line by its remedies: their units are granted, the rest not."""
        self.ensure_one()
        for line in self.line_ids:
            given = line._remedied_quantity()
            vals = {
                "decision": "granted" if given else "refused",
                "granted_quantity": given,
            }
            if refusal_reason and line.uom_id.compare(given, line.quantity) < 0:
                vals["refusal_reason"] = refusal_reason
            line.write(vals)


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    def _countered_rows(self, counter):
        """Rows for what the customer suggested: his wish's conditions, and of the
        price as much as he named."""
        rows = []
        for line in self.filtered(lambda line: line._has_open_units()):
            rows += line._wished_rows(counter.counter_wish)
        limit = self.claim_id._counter_limit()
        if rows and limit and counter.counter_amount:
            percent = min(100.0, counter.counter_amount * 100.0 / limit)
            for row in rows:
                row |= {"refund_percent": percent, "fee_percent": 0.0}
        return rows

    def _wished_rows(self, wish):
        """Rows of what is open, on the conditions of ``wish``."""
        self.ensure_one()
        conditions = self._conditions(wish)
        if wish == "compensation":
            conditions |= {"return_to": "none", "trigger": "approval"}
        return [
            {
                "claim_line_id": self.id,
                "kind": "refund",
                "quantity": self._open_units(),
                **{name: conditions[name] for name in CONDITIONS},
            }
        ]
