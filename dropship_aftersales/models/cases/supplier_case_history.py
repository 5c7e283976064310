"""Who said what in a supplier case, written down as it happens."""

from odoo import models

from ..workflow.workflow_mixin import AGENT, MANAGER, SUPPLIER, SYSTEM

# Verbs that somebody is told about; what was said is worth keeping.
SAID = {
    "ask": "us",
    "accept": "supplier",
    "dispute": "supplier",
    "change": "supplier",
    "agree": "us",
    "rule": "us",
    "reopen": "us",
    "write_off": "us",
}


class AftersalesSupplierCase(models.Model):
    _inherit = "aftersales.supplier.case"

    def _log_move(self, verb, actor, author, came_from):
        super()._log_move(verb, actor, author, came_from)
        if verb in SAID:
            self._remember(verb, actor, author, came_from)

    def _remember(self, verb, actor, author, came_from):
        """Write down who said what; the first word of a dispute is the supplier's."""
        vals_list = []
        for case in self:
            kind, party = verb, SAID[verb]
            shares = {line: line.percent for line in case._shared_lines()}
            text = ""
            if verb in ("dispute", "change"):
                kind = case.answer or "dispute"
                shares = case._proposed_shares()
                text = case.dispute_reason
                if not case.answer:
                    case._write_engine({"answer": "dispute"})
            elif verb == "agree":
                shares = case._proposed_shares()
            elif verb == "rule" or (
                verb == "accept" and came_from[case] == "disputed" and actor != SUPPLIER
            ):
                kind, party, text = "rule", "us", case.ruling_reason
            elif verb == "accept":
                case._write_engine({"answer": "accept"})
                if actor == SYSTEM:
                    kind, party = "silent", "us"
            vals_list.append(
                case._prepare_opinion_vals(kind, party, actor, author, text, shares)
            )
        self.env["aftersales.case.opinion"].create(vals_list)

    def _prepare_opinion_vals(self, kind, party, actor, author, text, shares):
        return {
            "case_id": self.id,
            "party": party,
            "kind": kind,
            "author_id": (author or self.env.user.partner_id).id,
            "is_by_agent": party == "supplier" and actor in (AGENT, MANAGER),
            "text": text or False,
            "proposal": self.proposal if kind == "propose" else False,
            "shares": {str(line.id): share for line, share in shares.items()},
            "amount": self._amount_at(shares),
        }
