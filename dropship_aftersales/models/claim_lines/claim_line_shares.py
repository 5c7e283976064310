"""Whose responsibility an item is: by its reason and goods, or as somebody decided."""

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from .reason import PARTIES

PERCENTS = tuple(f"{party}_percent" for party in PARTIES)
LIVE = ("draft", "asked", "disputed", "accepted")


class AftersalesClaimLine(models.Model):
    """Shares of responsibility are changed for a reason, which stays in the history."""

    _inherit = "aftersales.claim.line"

    share_reason = fields.Char(
        string="Reason for the Change",
        copy=False,
        help="Why the shares are not the usual ones. Neither customer nor supplier "
        "reads it.",
    )
    shares_changed = fields.Boolean(
        compute="_compute_shares_changed",
        help="The shares were changed here and are not saved yet.",
    )

    supplier_opinion = fields.Char(
        string="Supplier Says",
        compute="_compute_supplier_opinion",
        help="The share that each supplier asked about the item would bear himself.",
    )

    # ------------------------------------------------------------------ defaults

    @api.depends("reason_id", "goods_status")
    def _compute_percents(self):
        """What somebody decided stays; else the reason and the goods decide."""
        usual = self.filtered(lambda line: not line.share_reason)
        super(AftersalesClaimLine, usual)._compute_percents()

    # ------------------------------------------------------------------ changes

    @api.depends(*PERCENTS)
    def _compute_shares_changed(self):
        for line in self:
            saved = line._origin
            line.shares_changed = bool(saved) and any(
                line[name] != saved[name] for name in PERCENTS
            )

    @api.depends("case_line_ids.case_state", "case_line_ids.proposed_percent")
    def _compute_supplier_opinion(self):
        for line in self:
            # Whoever sees the item may see what was answered about it.
            case_lines_sudo = line.sudo().case_line_ids
            line.supplier_opinion = " · ".join(
                words for words in map(_opinion_of, case_lines_sudo) if words
            )

    @api.onchange(*PERCENTS)
    def _onchange_shares(self):
        """Another change needs a reason of its own."""
        if self.shares_changed and self.share_reason == self._origin.share_reason:
            self.share_reason = False

    def write(self, vals):
        changed = self._lines_reshared(vals)
        if changed and not self.env.su and not (vals.get("share_reason") or "").strip():
            raise UserError(
                self.env._(
                    "Write why the responsibility for %(items)s changes; it stays in "
                    "the history.",
                    items=", ".join(changed.mapped("display_name")),
                )
            )
        before = {line: line.responsibility for line in changed}
        result = super().write(vals)
        changed._note_shares(before, vals.get("share_reason"))
        changed._pass_shares_on()
        return result

    def _lines_reshared(self, vals):
        """Those of a submitted claim whose shares ``vals`` change."""
        named = [name for name in PERCENTS if name in vals]
        if not named:
            return self.browse()
        return self.filtered(
            lambda line: (
                line.claim_state != "draft"
                and any(line[name] != vals[name] for name in named)
            )
        )

    def _note_shares(self, before, reason):
        """Keep in the claim's history what changed, who did it, and why."""
        for claim, lines in self.grouped("claim_id").items():
            bodies = [
                self.env._(
                    "Responsibility for %(item)s: %(before)s → %(after)s.",
                    item=line.display_name,
                    before=before[line],
                    after=line.responsibility,
                )
                for line in lines
            ]
            if reason:
                bodies.append(self.env._("Reason: %s", reason))
            claim._message_log(body=Markup("<br/>").join(bodies))

    def _rule_share(self, percent, reason):
        """Let the supplier's share be what was ruled; the others keep their proportion
        of the rest, and we bear it when there was nobody else."""
        self.ensure_one()
        others = {name: self[name] for name in PERCENTS[1:] if self[name]}
        if not others:
            others = {"seller_percent": 1}
        rest, total = 100 - percent, sum(others.values())
        shares = dict.fromkeys(PERCENTS, 0)
        for name, weight in others.items():
            shares[name] = rest * weight // total
        shares[next(iter(others))] += rest - sum(shares.values())
        before = {self: self.responsibility}
        # Decided claims are closed for people: a ruling is a decision of its own.
        self._write_engine({**shares, "supplier_percent": percent})
        self._note_shares(before, reason)

    def _pass_shares_on(self):
        """Suppliers who have not answered are asked for the new share; the costs of
        the others are borne by the new shares."""
        # Cases are the engine's to write; who may change the shares was checked.
        case_lines_sudo = self.sudo().case_line_ids.filtered(
            lambda line: line.case_state in LIVE
        )
        for line_sudo in case_lines_sudo.filtered(
            lambda line: line._follows_responsibility()
        ):
            percent = line_sudo.claim_line_id.supplier_percent
            line_sudo._write_engine({"percent": percent})
        case_lines_sudo.case_id._update_costs()


class AftersalesSupplierCaseLine(models.Model):
    _inherit = "aftersales.supplier.case.line"

    def _follows_responsibility(self):
        """Whether the supplier is still asked for his share of the responsibility, and
        not for all of what he never shipped or takes back."""
        self.ensure_one()
        return (
            self.case_state in ("draft", "asked")
            and not self.is_percent_agreed
            and not self.is_stop
            and not self.awaits_goods
        )


def _opinion_of(case_line):
    """What the supplier of ``case_line`` thinks of his share; empty if unknown."""
    case = case_line.case_id
    if case.answer in ("partly", "dispute"):
        percent = case_line.proposed_percent
    elif case.answer == "accept" and case.state in ("accepted", "settled"):
        percent = case_line.percent
    else:
        return ""
    return f"{case.partner_id.display_name}: {percent:g} %"
