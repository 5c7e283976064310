"""The terms that apply to a case, in sentences, as its reader says them."""

from datetime import datetime

from odoo import fields, models
from odoo.tools.misc import format_date, formatLang

from ..workflow.workflow_mixin import SUPPLIER


class AftersalesSupplierCase(models.Model):
    _inherit = "aftersales.supplier.case"

    def _promise_words(self, audience):
        """The terms that apply, for the supplier or the agent; empty without any."""
        self.ensure_one()
        sentences = []
        for terms in self._terms():
            sentences += self._terms_words(terms, audience == SUPPLIER)
        return list(dict.fromkeys(sentences))

    def _terms_words(self, terms, for_supplier):
        return [
            *self._window_words(terms, for_supplier),
            *self._credit_words(terms, for_supplier),
            *self._delivery_words(terms, for_supplier),
        ]

    def _window_words(self, terms, for_supplier):
        if terms.get("window_ends"):
            day = self._date_words(fields.Datetime.to_datetime(terms["window_ends"]))
            if terms.get("window_over"):
                yield (
                    self.env._(
                        "Your claim window ended on %s: nothing is credited unless you "
                        "agree.",
                        day,
                    )
                    if for_supplier
                    else self.env._(
                        "The claim window ended on %s: nothing is owed unless the "
                        "supplier agrees.",
                        day,
                    )
                )
            else:
                yield self.env._("Claimed in time: the window ends on %s.", day)
        if terms.get("answer_hours"):
            hours = formatLang(self.env, terms["answer_hours"], digits=0)
            yield (
                self.env._("You answer within %s working hours.", hours)
                if for_supplier
                else self.env._("He answers within %s working hours.", hours)
            )

    def _credit_words(self, terms, for_supplier):
        if not terms.get("credits_every_return"):
            yield (
                self.env._("You credit your share of the responsibility.")
                if for_supplier
                else self.env._("He credits his share of the responsibility.")
            )
            return
        yield (
            self.env._("You credit goods you take back, whoever was responsible.")
            if for_supplier
            else self.env._("He credits goods he takes back, whoever was responsible.")
        )
        if terms.get("restocking_percent"):
            yield self.env._(
                "Of goods that come back without fault %s %% are kept for restocking.",
                formatLang(self.env, terms["restocking_percent"], digits=0),
            )

    def _delivery_words(self, terms, for_supplier):
        freight = {
            "seller": self.env._("The shop pays return freight."),
            "supplier": self.env._("You pay return freight.")
            if for_supplier
            else self.env._("He pays return freight."),
            "customer": self.env._("The customer pays return freight."),
        }
        if terms.get("freight_payer"):
            yield freight[terms["freight_payer"]]
        if terms.get("replacement_mode") == "free":
            yield (
                self.env._("You ship replacements free of charge.")
                if for_supplier
                else self.env._("He ships replacements free of charge.")
            )
        elif terms.get("replacement_mode"):
            yield (
                self.env._("Replacements: you credit, and we order again.")
                if for_supplier
                else self.env._("Replacements: he credits, and we order again.")
            )
        if terms.get("settlement") == "month":
            yield self.env._("Credits are settled once a month.")

    def _date_words(self, moment):
        """A day as the reader says it; of a moment (UTC) the supplier's day."""
        if isinstance(moment, datetime):
            zone = self.partner_id.tz or self.company_id.partner_id.tz or "UTC"
            moment = fields.Datetime.context_timestamp(
                self.with_context(tz=zone), moment
            ).date()
        return format_date(self.env, moment)
