"""What the policy promises a customer while he writes his request."""

from odoo import fields, models


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    def _load_terms(self):
        """Compute the terms of unsaved lines, all at once."""
        with self.env.protecting([self._fields["current_terms"]], self):
            self._compute_current_terms()

    def _request_words(self):
        """Until when he can ask, and what he has to show; or why not."""
        self.ensure_one()
        outcome, code = self._judged_with_evidence()
        words = self._customer_policy_words(code, self._reason_params(code))
        if outcome == "refuse":
            if self._is_refused_at_once():
                return words
            still = self.env._("You can still ask; we decide case by case.")
            return f"{words} {still}"
        if not (self.current_terms or {}).get("window_end"):
            words = self.sudo().sale_line_id._aftersales_delivered_words()
        return " ".join(filter(None, [words, self._evidence_words()]))

    def _promise_words(self):
        """As ``_request_words``, without what he has to show; empty without a time."""
        self.ensure_one()
        if not (self.current_terms or {}).get("window_end"):
            return ""
        _outcome, code = self._judged_with_evidence()
        return self._customer_policy_words(code, self._reason_params(code))

    def _is_refused_at_once(self):
        """Whether the policy refuses it without a person, whatever he shows."""
        self.ensure_one()
        outcome, _code = self._judged_with_evidence()
        return outcome == "refuse" and bool(
            (self.current_terms or {}).get("refuses_alone")
        )

    def _evidence_words(self):
        """What the customer should show of it."""
        self.ensure_one()
        if wanted := self._wanted_evidence():
            return self.env._("We need: %s.", self._evidence_list(wanted))
        if self.sudo().reason_id.evidence_required:
            return self.env._("We will ask you for a photo or video of it.")
        return self.env._("You need no photo for this.")


class AftersalesPolicy(models.Model):
    _inherit = "aftersales.policy"

    def _always_refused(self, sale_lines):
        """Items that the policies refuse without a person, whatever is wrong.

        :return: ``{order line: why, in words for the customer}``
        """
        # Policies are not the customer's to read; what they say to him is.
        policies_sudo = self.sudo().with_context(active_test=True)
        if not sale_lines or not policies_sudo.search_count(
            [("effect", "=", "refuse"), ("refuses_alone", "=", True)], limit=1
        ):
            return {}
        lines_sudo = self.env["aftersales.claim.line"].sudo()
        rules = policies_sudo._rules(set(sale_lines.company_id.ids))
        refused = {}
        for sale_line in sale_lines:
            line = lines_sudo.new({"sale_line_id": sale_line.id})
            facts = line._policy_facts(fields.Datetime.now())[line.id]
            rule = next((rule for rule in rules if rule.may_fit(facts)), None)
            if rule and rule.refuses_all():
                refused[sale_line] = rule.policy._refusal_words()
        return refused

    def _refusal_words(self):
        self.ensure_one()
        return self.refusal_text or self.env._("We do not take this back.")


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    def _wanted_words(self):
        """What the customer should show, one entry each; of several items of which
        not all want the same, with their names."""
        self.ensure_one()
        wanted = {line: line._wanted_evidence() for line in self.line_ids}
        if len(set(map(tuple, wanted.values()))) <= 1:
            pieces = next(iter(wanted.values()), [])
            return [self.line_ids._evidence_list([piece]) for piece in pieces]
        return [
            self.env._(
                "%(item)s: %(pieces)s",
                item=line._item_words(),
                pieces=line._evidence_list(pieces),
            )
            for line, pieces in wanted.items()
            if pieces
        ]
