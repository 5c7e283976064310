"""Asking the customer for evidence, round by round, and what he answers."""

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..workflow.workflow_mixin import SYSTEM


class AftersalesClaim(models.Model):
    """Opens and closes the rounds of a claim along its verbs."""

    _inherit = "aftersales.claim"

    evidence_request_ids = fields.One2many(
        "aftersales.evidence.request",
        "claim_id",
        string="Requests for Evidence",
        readonly=True,
        groups="base.group_user",
    )

    def _open_round(self):
        """The round that the customer has to answer; empty when there is none."""
        self.ensure_one()
        # Customers read what they are asked on their page, and nothing else of it.
        return self.sudo().evidence_request_ids.filtered(
            lambda request: request.state == "open"
        )

    def _asked_deadline(self):
        """The day that the agent named wins over the usual time."""
        if self.state == "evidence" and (deadline := self._open_round().deadline):
            return deadline
        return super()._asked_deadline()

    # ------------------------------------------------------------------ words

    def _asked_words(self):
        """What the customer is asked for now, in the reader's language, one piece a
        line."""
        self.ensure_one()
        asked = self._open_round()
        pieces = [f"• {piece._asked_words()}" for piece in asked.piece_ids]
        return "\n".join(filter(None, [asked.text, *pieces]))

    def _asked_progress(self):
        """How much of what was asked for is there, for agents."""
        self.ensure_one()
        pieces = self._open_round().piece_ids
        if not pieces:
            return ""
        missing = pieces.filtered(lambda piece: not piece._is_settled())
        if not missing:
            return self.env._("Everything asked for is there or was explained.")
        return self.env._(
            "Still missing: %s.", ", ".join(piece._asked_words() for piece in missing)
        )

    # ------------------------------------------------------------------ asking

    def _ask_evidence(self, text, pieces=(), deadline=False, asked_by="us"):
        """Ask the customer for evidence, as the current agent.

        :param str text: our words to him, may be empty when there are pieces
        :param list pieces: values of pieces (``type_id`` or ``label``, ``kind``,
            ``count``)
        :param datetime deadline: until when, UTC; without it the usual time counts
        :param str asked_by: ``us``, or ``supplier`` whose wish is passed on
        :raise UserError: nothing is asked, or the claim is not where one can ask
        """
        self.ensure_one()
        self._check_agent()
        if not text and not pieces:
            raise UserError(
                self.env._("Tick what the customer should send, or write it down.")
            )
        if self._open_round():
            raise UserError(
                self.env._(
                    "The customer is asked for something already. Wait for the "
                    "answer, or say that the evidence is there."
                )
            )
        if deadline and deadline <= fields.Datetime.now():
            raise UserError(self.env._("Choose a day that is still to come."))
        # Agents read rounds; they are written by asking alone.
        request_sudo = self.env["aftersales.evidence.request"].sudo()
        request_sudo.create(
            {
                "claim_id": self.id,
                "text": text,
                "deadline": deadline,
                "asked_by": asked_by,
                "piece_ids": [Command.create(vals) for vals in pieces],
            }
        )
        # Kept with the claim as the customer reads it.
        theirs = self.with_context(lang=self.partner_id.lang or self.env.lang)
        self.evidence_request = theirs._asked_words()
        return self.action_ask_evidence()

    def _after_ask_evidence(self, actor):
        """Whoever asks by the verb alone asks for what stands on the claim."""
        silent = self.filtered(lambda claim: not claim._open_round())
        # Rounds are written by asking alone.
        self.env["aftersales.evidence.request"].sudo().create(
            [{"claim_id": claim.id, "text": claim.evidence_request} for claim in silent]
        )

    # ------------------------------------------------------------------ ends

    def _after_give_evidence(self, actor):
        """The round is answered; by silence only if everything was there."""
        # Rounds are the claim's own. Together: apart, each reads its pieces alone.
        requests_sudo = self.env["aftersales.evidence.request"].sudo()
        requests_sudo = requests_sudo.union(*(claim._open_round() for claim in self))
        lapsed_sudo = requests_sudo.filtered(
            lambda request: actor == SYSTEM and not request._is_complete()
        )
        lapsed_sudo._close("lapsed")
        (requests_sudo - lapsed_sudo)._close("answered")

    def _after_cancel(self, actor):
        super()._after_cancel(actor)
        self._withdraw_rounds()

    def _after_reject(self, actor):
        super()._after_reject(actor)
        self._withdraw_rounds()

    def _withdraw_rounds(self):
        """What is not needed any more is not asked any more."""
        # Rounds are the claim's own; nobody else writes them.
        self.sudo().evidence_request_ids.filtered(
            lambda request: request.state == "open"
        )._close("withdrawn")
