"""What a policy promised, written down when a claim is submitted.

The terms of a line are a dict that JSON can hold; everything that is decided later
reads them, never the policy. Texts are kept in every language.
"""

from odoo import api, fields, models
from odoo.tools import SQL


class AftersalesPolicy(models.Model):
    _inherit = "aftersales.policy"

    @api.model
    def _prepare_terms(self, findings):
        """The terms of lines, of ``{line: Finding}``; a constant number of queries.

        :return: ``{line: terms}``
        """
        found = self.browse().union(*(finding.policy for finding in findings.values()))
        texts = found._texts()
        return {
            line: self._prepare_line_terms(finding, texts.get(finding.policy.id))
            for line, finding in findings.items()
        }

    def _prepare_line_terms(self, finding, texts):
        facts = finding.facts
        terms = {
            "policy": finding.policy.id,
            "amount": facts.amount,
            "moment": fields.Datetime.to_string(facts.moment),
            "zone": facts.zone,
            "missed": [[policy.id, criterion] for policy, criterion in finding.missed],
        }
        if not finding.policy:
            return terms
        return {
            **terms,
            **texts,
            **finding.policy._prepare_conditions(facts.reason),
            **self._prepare_window(finding),
        }

    def _texts(self):
        """``{policy id: {field: {language: text}}}`` of the translated fields."""
        if not self:
            return {}
        self.flush_recordset(["name", "refusal_text"])
        rows = self.env.execute_query(
            SQL(
                "SELECT id, name, refusal_text FROM aftersales_policy WHERE id IN %s",
                tuple(self.ids),
            )
        )
        return {
            policy_id: {"name": name, "refusal_text": refusal_text or {}}
            for policy_id, name, refusal_text in rows
        }

    def _prepare_window(self, finding):
        window = finding.window
        if not window:
            return {}
        return {
            "window_from": window.source,
            "window_start": fields.Date.to_string(window.start),
            "window_last": fields.Date.to_string(window.last),
            "window_end": fields.Datetime.to_string(window.end),
        }

    def _prepare_conditions(self, reason_id):
        self.ensure_one()
        return {
            "effect": self.effect,
            "window_days": self.window_days,
            "after_window": self.after_window,
            "remedies": {
                remedy.wish: {
                    "refund_percent": remedy.refund_percent,
                    "fee_percent": remedy.fee_percent,
                    "return_to": remedy.return_to,
                    "trigger": remedy.trigger,
                    "freight_payer": remedy.freight_payer,
                }
                for remedy in self.remedy_ids
            },
            "evidence": [
                [wanted.type_id.id, wanted.count]
                for wanted in self.evidence_ids
                if not wanted.reason_ids or reason_id in wanted.reason_ids.ids
            ],
            "auto_amount": self.auto_amount,
            "keep_amount": self.keep_amount,
            "appeal_days": self.appeal_days,
            "refuses_alone": self.refuses_alone,
        }


def in_language(texts, language):
    """The text of a ``{language: text}`` for a reader of ``language``."""
    if not texts:
        return ""
    return texts.get(language) or texts.get("en_US") or next(iter(texts.values()), "")


def judge(terms, wish, lacks_evidence=False, total=None):
    """What these terms say of a line.

    :param dict terms: as of ``_prepare_terms``; empty if none were written down
    :param str wish: what the customer would like
    :param bool lacks_evidence: not all that is wanted was shown
    :param float total: what the whole claim would give, in the company's currency;
        None as long as it does not matter
    :return: ``(outcome, code)``: grant, refuse or person, and why
    """
    if not terms.get("effect"):
        return "person", "no_policy"
    if terms["effect"] == "refuse":
        return "refuse", "excluded"
    if terms.get("window_end") and terms["moment"] > terms["window_end"]:
        return (
            "refuse" if terms["after_window"] == "refuse" else "person",
            "window_over",
        )
    if terms["remedies"] and wish not in terms["remedies"]:
        return "person", "wish_not_offered"
    if terms["effect"] == "person":
        return "person", "person_decides"
    if lacks_evidence:
        return "person", "evidence_missing"
    if total is not None and terms["auto_amount"] and total > terms["auto_amount"]:
        return "person", "above_auto_amount"
    return "grant", "within" if terms.get("window_end") else "covered"
