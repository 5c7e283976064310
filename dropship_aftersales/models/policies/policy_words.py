"""What the policy says of an item and why, in the reader's words.

Agents read which policy it is; customers read dates and what they can do, and nothing
of the policies.
"""

from odoo import api, fields, models
from odoo.tools import format_date

from .policy_terms import in_language


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    @api.depends("policy_reason", "current_terms", "wish")
    @api.depends_context("lang")
    def _compute_policy_text(self):
        for line in self:
            line.policy_text = line._policy_words("agent") if line.sale_line_id else ""

    def _policy_words(self, audience):
        """What the policy says of this item, as a sentence for ``audience``.

        :param str audience: agent or customer
        """
        self.ensure_one()
        reason = self.policy_reason or {}
        code, params = reason.get("code"), reason.get("params") or {}
        if not code:
            _outcome, code = self._judged()
            params = self._reason_params(code)
        return getattr(self, f"_{audience}_policy_words")(code, params)

    def _reason_params(self, code, total=None):
        """What the words for ``code`` are about, as JSON can hold it."""
        self.ensure_one()
        terms = self.current_terms or {}
        params = {"wish": self.wish}
        if terms.get("window_end"):
            params |= {
                "window": terms["window_days"],
                "days": self._policy_day(terms),
                "until": terms["window_last"],
            }
        if code == "evidence_missing":
            params["missing"] = [
                [evidence_type.id, count]
                for evidence_type, count in self._missing_evidence()
            ]
        if code == "above_auto_amount":
            params |= {"total": total, "limit": terms["auto_amount"]}
        return params

    def _policy_day(self, terms):
        """The how manieth day of its window the item was claimed on."""
        end = fields.Datetime.to_datetime(terms["window_end"])
        moment = fields.Datetime.to_datetime(terms["moment"])
        # Both ends of days: what is left are whole days.
        return max(0, terms["window_days"] - (end - moment).days)

    def _policy_refusal_words(self):
        """Why the policy refused units of it, for its customer; empty if it did not."""
        self.ensure_one()
        if self.policy_outcome != "refuse" or self.is_exception:
            return ""
        return self._policy_words("customer")

    # ------------------------------------------------------------------ agent

    def _agent_policy_words(self, code, params):
        words = {
            "no_policy": lambda: self.env._("No policy fits: a person decides."),
            "excluded": lambda: self.env._("“%(policy)s” refuses it."),
            "window_over": lambda: self.env._(
                "“%(policy)s”: the %(window)s days ended on %(until)s."
            ),
            "wish_not_offered": lambda: self.env._(
                "“%(policy)s” does not offer “%(wish)s”: a person decides."
            ),
            "person_decides": lambda: self._agent_person_words(params),
            "evidence_missing": lambda: self.env._(
                "“%(policy)s” wants to see more: %(missing)s."
            ),
            "above_auto_amount": lambda: self.env._(
                "“%(policy)s” covers it; %(total)s is above %(limit)s, so a person "
                "decides."
            ),
            "within": lambda: self.env._(
                "“%(policy)s” covers it: day %(days)s of %(window)s."
            ),
            "covered": lambda: self.env._("“%(policy)s” covers it."),
        }[code]()
        return words % self._policy_values(params)

    def _agent_person_words(self, params):
        if params.get("window"):
            return self.env._(
                "“%(policy)s”, day %(days)s of %(window)s: a person decides."
            )
        return self.env._("“%(policy)s”: a person decides.")

    # ------------------------------------------------------------------ customer

    def _customer_policy_words(self, code, params):
        if code in ("excluded", "window_over") and self._is_refused_by_terms():
            terms = self.current_terms or {}
            if own := in_language(terms.get("refusal_text"), self.env.lang):
                return own
        words = {
            "no_policy": self.env._("We look at it and answer you."),
            "excluded": self.env._("We do not take this back."),
            "window_over": self._customer_late_words(),
            "wish_not_offered": self._customer_covered_words(params),
            "person_decides": self._customer_covered_words(params),
            "evidence_missing": self._customer_covered_words(params),
            "above_auto_amount": self._customer_covered_words(params),
            "within": self._customer_covered_words(params),
            "covered": self._customer_covered_words(params),
        }[code]
        return words % self._policy_values(params)

    def _is_refused_by_terms(self):
        return (self.policy_outcome or self._judged()[0]) == "refuse"

    def _customer_late_words(self):
        if self._is_refused_by_terms():
            return self.env._("The %(window)s days for this ended on %(until)s.")
        return self.env._(
            "This is after the %(window)s days, which ended on %(until)s. You can "
            "still ask; we decide case by case."
        )

    def _customer_covered_words(self, params):
        if not params.get("window"):
            return self.env._("We look at it and answer you.")
        return {
            "delivered": self.env._(
                "Delivered on %(start)s: you can ask until %(until)s."
            ),
            "promised": self.env._(
                "Promised for %(start)s: you can ask until %(until)s."
            ),
        }.get(
            (self.current_terms or {}).get("window_from"),
            self.env._("You can ask until %(until)s."),
        )

    # ------------------------------------------------------------------ values

    def _policy_values(self, params):
        """What the sentences are filled with, formatted for their reader."""
        terms = self.current_terms or {}
        currency = self.sudo().sale_line_id.company_id.currency_id
        wishes = dict(self._fields["wish"]._description_selection(self.env))
        return {
            "policy": in_language(terms.get("name"), self.env.lang),
            "window": params.get("window", 0),
            "days": params.get("days", 0),
            "start": self._policy_date(terms.get("window_start")),
            "until": self._policy_date(params.get("until")),
            "wish": wishes.get(params.get("wish"), ""),
            "missing": self._evidence_list(params.get("missing") or []),
            "total": currency.format(params.get("total") or 0.0),
            "limit": currency.format(params.get("limit") or 0.0),
        }

    def _policy_date(self, text):
        return format_date(self.env, fields.Date.to_date(text)) if text else ""

    @api.model
    def _evidence_list(self, pieces):
        """``2 × Photo of the fault, Document``, of ``(type or its id, count)``."""
        # What is asked for is everybody's to read who is asked.
        types_sudo = self.env["aftersales.evidence.type"].sudo()
        words = []
        for piece, count in pieces:
            piece_id = piece if isinstance(piece, int) else piece.id
            name = types_sudo.browse(piece_id).name
            words.append(
                name
                if count == 1
                else self.env._("%(count)s × %(what)s", count=count, what=name)
            )
        return ", ".join(words)


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    def _rejection_words(self):
        """Why nothing was granted, for the customer; empty when nobody said why."""
        self.ensure_one()
        # Customers cannot read the field, its text is for them.
        claim_sudo = self.sudo()
        if claim_sudo.rejection_reason:
            return claim_sudo.rejection_reason
        words = [line._policy_refusal_words() for line in claim_sudo.line_ids]
        return " ".join(dict.fromkeys(filter(None, words)))


class AftersalesPolicy(models.Model):
    _inherit = "aftersales.policy"

    def _misfit_words(self, criterion):
        """Why this policy was passed over."""
        self.ensure_one()
        return {
            "company": self.env._("for another company"),
            "product": self.env._("for other products"),
            "category": self.env._("for other product categories"),
            "supplier": self.env._("for other suppliers"),
            "reason": self.env._("for other reasons"),
            "goods_status": self.env._("for goods in another state"),
            "tag": self.env._("for customers with other tags"),
            "country": self.env._("for deliveries to other countries"),
            "team": self.env._("for other sales teams"),
            "ordered_from": self.env._("for later orders"),
            "ordered_until": self.env._("for earlier orders"),
            "amount_min": self.env._("for larger amounts"),
            "amount_max": self.env._("for smaller amounts"),
            "window": self.env._("its time is over"),
        }[criterion]
