"""What the supplier thinks of his share, and what he proposes instead."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..workflow.numbers import is_number
from .case_opinion import PROPOSALS

ANSWERS = [
    ("accept", "Accepts"),
    ("partly", "Accepts a part"),
    ("dispute", "Disagrees"),
    ("propose", "Proposes something else"),
]


class AftersalesSupplierCase(models.Model):
    """Keeps the supplier's opinion beside ours, and the history of both."""

    _inherit = "aftersales.supplier.case"

    answer = fields.Selection(
        ANSWERS,
        copy=False,
        readonly=True,
        groups="base.group_user",
        help="What the supplier answered last.",
    )
    proposal = fields.Selection(
        PROPOSALS,
        string="Proposes Instead",
        copy=False,
        readonly=True,
        groups="base.group_user",
        help="What the supplier would rather do for the customer.",
    )
    opinion_ids = fields.One2many(
        "aftersales.case.opinion",
        "case_id",
        string="Said So Far",
        readonly=True,
        groups="base.group_user",
    )
    proposed_amount = fields.Monetary(
        compute="_compute_proposed_amount",
        groups="base.group_user",
        help="What the supplier would credit by his own opinion, tax excluded.",
    )
    has_counter_shares = fields.Boolean(
        compute="_compute_proposed_amount", groups="base.group_user"
    )

    @api.depends("answer", "line_ids.proposed_percent", "line_ids.quantity")
    def _compute_proposed_amount(self):
        for case in self:
            # Amounts of units that go back are the engine's to read.
            case_sudo = case.sudo()
            case.has_counter_shares = case.answer in ("partly", "dispute")
            case.proposed_amount = (
                case_sudo._amount_at(case_sudo._proposed_shares())
                if case.has_counter_shares
                else 0.0
            )

    # ------------------------------------------------------------------ answering

    def _give_opinion(
        self, answer, actor, author, text="", shares=None, proposal="", seen=None
    ):
        """Take the supplier's answer: yes, a part, no, or something else instead; until
        it is decided also another one than he gave before.

        :param str answer: a key of ``ANSWERS``
        :param str text: why, in the supplier's words
        :param dict shares: ``{case line: percent}`` for a part
        :param str proposal: a key of ``PROPOSALS`` for something else
        :param seen: the answer before, see :meth:`_check_seen`
        :raise UserError: something is missing, or nobody asks any more
        """
        self.ensure_one()
        self._lock_rows()
        if answer == "accept":
            self._check_seen(seen, actor)
            self._follow("accept", actor, author=author)
            return
        verb = "change" if self.state == "disputed" else "dispute"
        self._check_answerable(verb)
        if self._same_answer(answer, text, shares, proposal):
            return
        self._check_seen(seen, actor)
        self._check_opinion(answer, text, shares, proposal)
        for line in self.line_ids:
            line._write_engine(
                {"proposed_percent": line._opinion_percent(answer, shares)}
            )
        # Before the verb: whoever is told of it is told why.
        self._write_engine(
            {
                "answer": answer,
                "proposal": proposal if answer == "propose" else False,
                "dispute_reason": text or False,
            }
        )
        self._follow(verb, actor, author=author)

    def _answer_for_supplier(
        self, answer, text, percent=0.0, proposal=False, shares=None, seen=None
    ):
        """What the supplier said on the phone, entered by the user.

        :param float percent: his share of every item, when he accepts a part
        :param dict shares: ``{case line: percent}`` instead, when they differ
        :param seen: the answer before, see :meth:`_check_seen`
        :raise AccessError: the case is not the user's to answer
        """
        self.ensure_one()
        actor = self._derive_actor()
        case_sudo = self._as_system()
        shares = shares or dict.fromkeys(case_sudo._shared_lines(), percent)
        author = self.env.user.partner_id
        case_sudo._give_opinion(
            answer, actor, author, text.strip(), shares, proposal, seen
        )
        return True

    def _check_opinion(self, answer, text, shares, proposal):
        if answer == "dispute" and not text:
            raise UserError(self.env._("Write why this is not your fault."))
        if answer == "propose":
            if proposal not in dict(PROPOSALS):
                raise UserError(self.env._("Choose what you propose instead."))
            if not text:
                raise UserError(
                    self.env._("Write what you propose, and how long it takes.")
                )
        if answer == "partly":
            self._check_shares(shares or {})

    def _check_shares(self, shares):
        open_lines = self._shared_lines()
        if foreign := [line for line in shares if line not in open_lines]:
            raise AccessError(
                self.env._(
                    "%s is no item of this case whose cost is shared.",
                    foreign[0].display_name,
                )
            )
        if not open_lines or open_lines - self.line_ids.browse(
            [line.id for line in shares]
        ):
            raise UserError(self.env._("Enter your share for every item."))
        if any(not is_number(share, 0, 100) for share in shares.values()):
            raise UserError(self.env._("A share is a number from 0 to 100."))
        if not any(shares.values()):
            raise UserError(
                self.env._("You bear nothing of it? Choose “No” and say why.")
            )
        if all(share >= line.percent for line, share in shares.items()):
            raise UserError(
                self.env._(
                    "That is all we ask for. Choose “We accept”, or enter a smaller "
                    "share."
                )
            )

    def _shared_lines(self):
        """Lines whose cost may be shared; what was never shipped costs nothing."""
        return self.line_ids.filtered(lambda line: not line.is_stop)

    def _check_answer_shown(self, answer):
        """Ask for what a page can ask for; by phone and interface it is not compulsory.

        :raise UserError: nothing shows why the supplier disagrees
        """
        self.ensure_one()
        if answer == "dispute" and not self._evidence_of():
            raise UserError(
                self.env._(
                    "Add a photo or document that shows it, so that we can decide."
                )
            )

    def _same_answer(self, answer, text, shares, proposal):
        """The second of two clicks: this very answer was taken already."""
        self.ensure_one()
        if answer == "accept":
            return self.state in ("accepted", "settled")
        if self.state != "disputed" or (self.answer or "dispute") != answer:
            return False
        if (self.dispute_reason or "") != text:
            return False
        if answer == "propose":
            return self.proposal == proposal
        return answer != "partly" or self._proposed_shares() == shares

    def _answer_outlook(self, shares):
        """What ``shares`` (by case line) mean in money, for the supplier."""
        self.ensure_one()
        return self.env._(
            "You would credit %(part)s of %(whole)s.",
            part=self.currency_id.format(self._amount_at(shares)),
            whole=self._whole_words(),
        )

    def _whole_words(self):
        """The whole cost of the items, in words."""
        whole = dict.fromkeys(self._shared_lines(), 100.0)
        return self.currency_id.format(self._amount_at(whole))

    # ------------------------------------------------------------------ amounts

    def _proposed_shares(self):
        """``{case line: percent}`` by the supplier's opinion."""
        self.ensure_one()
        return {
            line: line.proposed_percent if self.answer else 0.0
            for line in self._shared_lines()
        }

    def _amount_at(self, shares):
        """What the supplier credits at ``shares``, tax excluded, in the case's
        currency; lines without a share there keep theirs."""
        self.ensure_one()
        return self.currency_id.round(
            sum(line._cost_at(shares.get(line, line.percent)) for line in self.line_ids)
        )

    # ------------------------------------------------------------------ words

    def _opinion_words(self):
        """Our opinion and the supplier's, line by line, for the agent.

        :return: list of dicts ``item``, ``ours``, ``theirs`` (percent or False),
            ``difference`` (money between both, in the case's currency)
        """
        self.ensure_one()
        has_opinion = self.answer in ("partly", "dispute")
        return [
            {
                "item": line.display_name,
                "ours": line.percent,
                "theirs": line.proposed_percent if has_opinion else False,
                "difference": (
                    self.currency_id.round(
                        line._cost_at(line.percent)
                        - line._cost_at(line.proposed_percent)
                    )
                    if has_opinion
                    else 0.0
                ),
            }
            for line in self._shared_lines()
        ]

    def _proposal_label(self):
        self.ensure_one()
        words = self._fields["proposal"]._description_selection(self.env)
        return dict(words).get(self.proposal, "")


class AftersalesSupplierCaseLine(models.Model):
    _inherit = "aftersales.supplier.case.line"

    proposed_percent = fields.Float(
        string="Supplier Says",
        readonly=True,
        copy=False,
        help="Percent of the cost that the supplier would credit by his own opinion.",
    )

    def _share_words(self):
        self.ensure_one()
        return f"{self.percent:g} %"

    def _opinion_percent(self, answer, shares):
        self.ensure_one()
        if answer == "partly":
            return (shares or {}).get(self, self.percent)
        return 0.0 if answer == "dispute" else self.percent

    def _cost_at(self, percent):
        """What the supplier credits for all units of the line at ``percent``."""
        self.ensure_one()
        return self._costs_at(percent)["supplier"]
