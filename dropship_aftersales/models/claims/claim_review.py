"""Deciding claims one after the other: what the agent has to see, on one screen."""

from odoo import api, models
from odoo.exceptions import UserError

# Evidence that a browser shows as a picture.
IMAGES = ("image/jpeg", "image/png", "image/webp")


class AftersalesClaim(models.Model):
    """Tells the review screen everything a decision needs, and takes the plain one."""

    _inherit = "aftersales.claim"

    @api.readonly
    def get_review(self):
        """What the review of this claim shows, beside the fields of its form.

        :return: dict of ``evidence`` (``id``, ``name``, ``kind``, ``mimetype``,
            ``source``,
            ``shows``), ``wanted`` (see :meth:`_review_wanted`), ``products`` (``id``,
            ``name``), ``facts`` (``name``, ``label``, ``texts``, ``tone``), ``money``
            (see :meth:`get_money`) and ``approve`` (``amount`` in the claim's
            currency, ``label``, and ``reason`` why one step is not enough)
        :raise AccessError: the user is no agent or the claim is not his
        """
        self.ensure_one()
        self.check_access("read")
        self._check_agent()
        coming = self._amounts_of(self._coming_remedies())
        wanted = self._review_wanted()
        return {
            "evidence": self._review_evidence(),
            "wanted": wanted,
            "products": self._review_products(),
            "facts": self._review_facts(coming, wanted),
            "money": self.get_money(),
            "approve": self._review_approval(coming),
        }

    # ------------------------------------------------------------------ evidence

    def _review_evidence(self):
        sources = dict(
            self.env["aftersales.evidence"]
            ._fields["source"]
            ._description_selection(self.env)
        )
        return [
            {
                "id": file.id,
                "name": file.name,
                "kind": file.kind,
                "mimetype": file.mimetype,
                "is_image": file.mimetype in IMAGES,
                "source": sources[file.source],
                "shows": file.piece_id.name or "",
            }
            for file in self.evidence_ids
        ]

    def _review_wanted(self):
        """What should be there to decide, and whether it is.

        :return: list of dicts of ``label``, ``is_there`` and ``note`` (why it cannot
            be provided, in the customer's words)
        """
        wanted = {}
        for line in self.line_ids:
            missing = dict(line._missing_evidence())
            for evidence_type, count in line._wanted_evidence():
                label = line._evidence_list([(evidence_type, count)])
                is_there = evidence_type not in missing
                wanted[label] = {
                    "label": label,
                    "is_there": is_there
                    and wanted.get(label, {}).get("is_there", True),
                    "note": "",
                }
        for piece in self.evidence_request_ids.piece_ids:
            label = piece._asked_words()
            wanted[label] = {
                "label": label,
                "is_there": piece.received,
                "note": (piece.refusal or "").strip(),
            }
        required = any(line.reason_id.evidence_required for line in self.line_ids)
        if not wanted and required:
            label = self.env._("Photo, video or document")
            wanted[label] = {
                "label": label,
                "is_there": bool(self.evidence_ids),
                "note": (self.no_evidence_reason or "").strip(),
            }
        return list(wanted.values())

    def _review_products(self):
        products = self.line_ids.product_id
        return [
            {"id": product.id, "name": product.display_name} for product in products
        ]

    # ------------------------------------------------------------------ signals

    @api.readonly
    def get_review_signals(self):
        """What stands out about who claims; loaded after the rest, decides nothing.

        :return: list of dicts of ``code``, ``text`` and ``link`` (an action, or False)
        :raise AccessError: the user is no agent or the claim is not his
        """
        self.ensure_one()
        self.check_access("read")
        self._check_agent()
        return self._signals()

    # ------------------------------------------------------------------ approval

    def _review_approval(self, coming):
        amount = self.currency_id.round(sum(coming.values()))
        return {
            "amount": amount,
            "amount_text": self.currency_id.format(amount),
            "label": self.env._("Approve %s", self.currency_id.format(amount)),
            "reason": self._plain_refusal(amount),
        }

    def action_approve_seen(self, amount):
        """Grant what is undecided in full and approve, if that still gives ``amount``.

        :param float amount: what the agent saw, claim currency, tax included
        :raise UserError: it is no plain case, or gives something else by now
        """
        self.ensure_one()
        self._check_agent()
        self._check_gives(amount)
        if reason := self._plain_refusal(amount):
            raise UserError(reason)
        return self._approve_in_full()

    def action_assign_to_me(self):
        """Take these claims over."""
        self._check_agent()
        self.write({"user_id": self.env.uid})
        return True
