"""Why not all of what was promised comes back, in words for agents."""

from odoo import fields, models
from odoo.tools.misc import format_date, formatLang


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    def _exposure_words(self):
        """The first reason why we bear a part of this item, as one sentence."""
        self.ensure_one()
        promises = self.supplier_terms or {}
        if not self.supplier_ids and not promises:
            return self.env._(
                "%s is of our own stock: there is nobody to recover it from.",
                self._exposed_item(),
            )
        for key, terms in promises.items():
            if words := self._lost_words(int(key), terms):
                return words
        if self.supplier_percent < 100 and not self._is_credited_anyway(promises):
            return self.env._(
                "%(item)s: the supplier bears %(percent)s %% of his price, we bear the "
                "rest.",
                item=self._exposed_item(),
                percent=self.supplier_percent,
            )
        return self.env._(
            "%s: suppliers credit what we paid them, not the price the customer paid.",
            self._exposed_item(),
        )

    def _lost_words(self, supplier_id, terms):
        """Why one supplier credits less than his share, if he does."""
        own = self.case_line_ids.filtered(
            lambda line: line.case_id.commercial_partner_id.id == supplier_id
        )
        agreed = own.filtered(
            lambda line: line.percent and line.case_state in ("accepted", "settled")
        )
        if terms.get("window_over") and not agreed:
            return self.env._(
                "%(item)s: the claim window of %(supplier)s ended on %(date)s, nothing "
                "is recoverable unless he agrees.",
                item=self._exposed_item(),
                supplier=terms["name"],
                date=self._day_words(terms["window_ends"]),
            )
        if own.filtered(lambda line: line.case_state == "written_off"):
            return self.env._(
                "%(item)s: what %(supplier)s owed was given up.",
                item=self._exposed_item(),
                supplier=own[0].case_id.partner_id.display_name,
            )
        if (
            terms.get("restocking_percent")
            and terms.get("credits_every_return")
            and self.supplier_percent < 100
        ):
            return self.env._(
                "%(item)s: %(supplier)s keeps %(percent)s %% for restocking.",
                item=self._exposed_item(),
                supplier=terms["name"],
                percent=formatLang(self.env, terms["restocking_percent"], digits=0),
            )
        return ""

    def _is_credited_anyway(self, promises):
        """Whether the goods go back to suppliers who credit every return."""
        ways = {portion.return_to for portion in self._undecided_portions()}
        ways = ways or {self._conditions(self.wish)["return_to"]}
        return ways == {"supplier"} and all(
            terms.get("credits_every_return", True) for terms in promises.values()
        )

    def _exposed_item(self):
        return self.product_id.with_context(display_default_code=False).display_name

    def _day_words(self, text):
        zone = self.company_id.partner_id.tz or "UTC"
        moment = fields.Datetime.context_timestamp(
            self.with_context(tz=zone), fields.Datetime.to_datetime(text)
        )
        return format_date(self.env, moment.date())
