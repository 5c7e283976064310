"""What a supplier case takes from the terms: who hears of it, in which language, until
when he answers, and when his refunds are posted."""

from odoo import fields, models

from .workflow_mixin import SUPPLIER


class AftersalesNotifiedMixin(models.AbstractModel):
    _inherit = "aftersales.notified.mixin"

    def _followers(self):
        """Who follows each document: ``{document: partner}``."""
        return {document: document.partner_id for document in self}

    def _reader_lang(self, audience):
        """The language in which ``audience`` wants to read, if it is another than the
        one of its contact."""
        return False


class AftersalesSupplierCase(models.Model):
    _inherit = "aftersales.supplier.case"

    def _terms(self):
        """The terms that were written down for the items of this case, each once."""
        self.ensure_one()
        # Whoever sees the case may be told what follows from the terms.
        lines_sudo = self.sudo().line_ids.claim_line_id
        supplier = self.commercial_partner_id
        key = str(supplier.id)
        promises = lines_sudo._promises(supplier).values() if lines_sudo else ()
        different = []
        for promise in promises:
            terms = promise.get(key)
            if terms and terms not in different:
                different.append(terms)
        return different

    def _answer_hours(self):
        """Working hours in which the supplier promised to answer; False if he named
        no time. Of several times the longest."""
        self.ensure_one()
        hours = [terms.get("answer_hours") or 0.0 for terms in self._terms()]
        return max(hours, default=0.0) or False

    # ------------------------------------------------------------------ who hears

    def _contacts(self):
        """Who gets the messages of each case: ``{case: partner}``."""
        wanted = {
            case: next(
                (terms["contact"] for terms in case._terms() if terms.get("contact")),
                False,
            )
            for case in self
        }
        # Contacts that were deleted or archived since hear nothing.
        known_sudo = (
            self.env["res.partner"]
            .sudo()
            .browse({contact for contact in wanted.values() if contact})
        )
        known = known_sudo.exists().filtered("active") if known_sudo else known_sudo
        return {
            case: self.env["res.partner"].browse(contact)
            if contact in known.ids
            else case.partner_id
            for case, contact in wanted.items()
        }

    def _followers(self):
        return self._contacts()

    def _reader(self, audience):
        if audience == SUPPLIER:
            return self._contacts()[self]
        return super()._reader(audience)

    def _reader_lang(self, audience):
        if audience == SUPPLIER:
            for terms in self._terms():
                if terms.get("lang"):
                    return terms["lang"]
        return super()._reader_lang(audience)

    # ------------------------------------------------------------------ once a month

    def _is_monthly(self):
        """Whether the supplier settles once a month."""
        return any(terms.get("settlement") == "month" for terms in self._terms())

    def _may_post(self, refund):
        """Whether ``refund``, a draft, is posted now.

        Refunds of those who settle once a month wait until their month is over, unless
        the supplier has issued his credit note already.
        """
        self.ensure_one()
        if self.supplier_reference:
            return True
        if self.company_id.aftersales_refund_needs_number:
            return False
        return not self._is_monthly() or self._month_ends(refund) <= self._today()

    def _month_ends(self, refund):
        """The day on which refunds of this one's month are posted."""
        day = refund.invoice_date or refund.date
        return fields.Date.add(fields.Date.start_of(day, "month"), months=1)

    def _today(self):
        zone = self.company_id.partner_id.tz or "UTC"
        return fields.Date.context_today(self.with_context(tz=zone))

    def _posting_day(self):
        """When the waiting refunds of a case that is settled by the month are posted;
        False when none waits for that."""
        self.ensure_one()
        if self.supplier_reference or self.company_id.aftersales_refund_needs_number:
            return False
        # Neither agents nor suppliers need rights on documents to be told when.
        drafts_sudo = self.sudo().refund_ids.filtered(
            lambda move: move.state == "draft"
        )
        if not drafts_sudo or not self._is_monthly():
            return False
        return max(self._month_ends(refund) for refund in drafts_sudo)

    def _monthly_words(self):
        """When what waits is posted, in words; empty if nothing waits for its month."""
        day = self._posting_day()
        if not day:
            return ""
        return self.env._(
            "Settled once a month: posted with the others on %s.",
            self._date_words(day),
        )

    def _words_credit(self):
        words = super()._words_credit()
        if monthly := self._monthly_words():
            words["text"] = monthly
        return words

    def _agent_words(self, stage):
        words = super()._agent_words(stage)
        if stage == "credit" and (monthly := self._monthly_words()):
            words["text"] = monthly
        return words
