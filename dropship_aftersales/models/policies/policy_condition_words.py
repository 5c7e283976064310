"""What the policy gives and asks for of an item, in words for agents."""

from odoo import models


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    def _condition_words(self):
        """What the policy gives and asks for, one sentence each, for agents."""
        self.ensure_one()
        wishes = dict(self._fields["wish"]._description_selection(self.env))
        words = [
            self.env._(
                "%(wish)s: %(conditions)s",
                wish=wishes[wish],
                conditions=", ".join(self._wish_condition_words(wish)),
            )
            for wish in self._allowed_wishes()
        ]
        if wanted := self._wanted_evidence():
            words.append(self.env._("Wanted evidence: %s", self._evidence_list(wanted)))
        terms = self.current_terms or {}
        currency = self.sudo().sale_line_id.company_id.currency_id
        if terms.get("auto_amount"):
            words.append(
                self.env._(
                    "Approved without a person up to %s",
                    currency.format(terms["auto_amount"]),
                )
            )
        if terms.get("appeal_days"):
            words.append(
                self.env._("Another review within %s days", terms["appeal_days"])
            )
        return words

    def _wish_condition_words(self, wish):
        conditions = self._conditions(wish)
        remedies = self.env["aftersales.remedy"]

        def label(name):
            selection = remedies._fields[name]._description_selection(self.env)
            return dict(selection)[conditions[name]]

        words = [label("return_to")]
        if wish == "refund":
            words.append(label("trigger"))
        if conditions["refund_percent"] != 100.0:
            words.append(
                self.env._(
                    "%(percent)g %% of the price", percent=conditions["refund_percent"]
                )
            )
        if conditions["fee_percent"]:
            words.append(
                self.env._(
                    "less a fee of %(percent)g %%", percent=conditions["fee_percent"]
                )
            )
        if conditions["return_to"] != "none":
            words.append(label("freight_payer"))
        return words
