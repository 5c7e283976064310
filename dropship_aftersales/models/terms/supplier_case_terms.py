"""What a supplier case takes from the terms: who hears of it, in which language, until
when he answers, and when his refunds are posted."""

from odoo import api, fields, models

from ..workflow.workflow_mixin import AGENT, SUPPLIER, SYSTEM


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

    terms_note = fields.Text(
        string="His Terms",
        compute="_compute_terms_note",
        groups="base.group_user",
        help="What the supplier promised, as it was written down.",
    )

    @api.depends("line_ids.claim_line_id")
    @api.depends_context("lang")
    def _compute_terms_note(self):
        for case in self:
            case.terms_note = "\n".join(case._promise_words(AGENT))

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

    # ------------------------------------------------------------------ too late

    def _asked_amount(self):
        """What the supplier is asked for, tax excluded: what is expected of him, and
        what only his consent would make him owe."""
        self.ensure_one()
        # Amounts of units that go back are the engine's to read.
        late_sudo = self.sudo().line_ids.filtered(lambda line: line._needs_consent())
        return self.expected_amount + sum(
            line._cost_at(line.percent) for line in late_sudo
        )

    def action_accept(self):
        # Whoever says yes by himself says yes to all that he was asked.
        self.filtered(
            lambda case: case.state in ("asked", "disputed")
        )._consent_to_late()
        return super().action_accept()

    def _after_accept(self, actor):
        if actor == SYSTEM:
            # Silence is no consent: who is asked too late owes nothing by it.
            late = self.line_ids.filtered("is_late")
            late._write_engine({"percent": 0.0})
        else:
            self._consent_to_late()
        return super()._after_accept(actor)

    def _after_rule(self, actor):
        self._consent_to_late()
        return super()._after_rule(actor)

    def _after_agree(self, actor):
        self._consent_to_late()
        return super()._after_agree(actor)

    def _consent_to_late(self):
        """What was asked for too late is owed like anything else from now on."""
        # The engine's own flag; the verbs check who may say so, or nothing is kept.
        late_sudo = self.sudo().line_ids.filtered("is_late")
        late_sudo._write_engine({"is_late": False})

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


class AftersalesSupplierCaseLine(models.Model):
    _inherit = "aftersales.supplier.case.line"

    def _needs_consent(self):
        """Whether the supplier owes for it only if he agrees, and did not."""
        self.ensure_one()
        return self.is_late and self.case_id.state not in ("accepted", "settled")
