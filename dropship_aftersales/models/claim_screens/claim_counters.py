from odoo import api, models

# What the strip above the list counts: filter of the search view → domain.
COUNTED = {
    "my_move": [("is_my_move", "=", True)],
    "overdue": [("is_overdue", "=", True)],
    "evidence_in": [("state", "=", "review"), ("last_verb", "=", "give_evidence")],
    "supplier_answered": [("state", "=", "review"), ("last_verb", "=", "answer")],
    "waiting": [("waiting_for", "in", ("customer", "supplier", "carrier"))],
}
# What the strip adds up. The money that ended claims cost is for reports.
EXPOSED = [("exposure", ">", 0), ("state", "not in", ("closed", "cancelled"))]


class AftersalesClaim(models.Model):
    """The numbers above the list of claims."""

    _inherit = "aftersales.claim"

    @api.model
    def claim_counters(self):
        """How many claims each filter of the strip shows the user.

        :return: list of dicts with ``filter``, ``label``, ``value`` (as text) and
            ``tone`` (Bootstrap colour, empty when nothing is to be seen)
        :raise AccessError: the user may not read claims
        """
        self.check_access("read")
        labels = {
            "my_move": (self.env._("My move"), "primary"),
            "overdue": (self.env._("Overdue"), "danger"),
            "evidence_in": (self.env._("Evidence in"), "info"),
            "supplier_answered": (self.env._("Supplier answered"), "info"),
            "waiting": (self.env._("Waiting for others"), "secondary"),
        }
        counters = []
        for name, domain in COUNTED.items():
            label, tone = labels[name]
            count = self.search_count(domain)
            counters.append(
                {
                    "filter": name,
                    "label": label,
                    "value": str(count),
                    "tone": tone if count else "",
                }
            )
        exposed = self._read_group(EXPOSED, ["company_currency_id"], ["exposure:sum"])
        counters.append(
            {
                "filter": "exposed",
                "label": self.env._("We bear"),
                "value": " + ".join(
                    currency.format(amount) for currency, amount in exposed
                )
                or self.env.company.currency_id.format(0.0),
                "tone": "warning" if exposed else "",
            }
        )
        return counters
