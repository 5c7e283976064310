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
            ``note``), ``wanted`` (``label``, ``is_there``), ``products`` (``id``,
            ``name``), ``facts`` (``name``, ``label``, ``texts``, ``tone``), ``money``
            (see :meth:`get_money`) and ``approve`` (``amount`` in the claim's
            currency, ``label``, and ``reason`` why one step is not enough)
        :raise AccessError: the user is no agent or the claim is not his
        """
        self.ensure_one()
        self.check_access("read")
        self._check_agent()
        coming = self._amounts_of(self._coming_remedies())
        return {
            "evidence": self._review_evidence(),
            "wanted": self._review_wanted(),
            "products": self._review_products(),
            "facts": self._review_facts(coming),
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
            }
            for file in self.evidence_ids
        ]

    def _review_wanted(self):
        """What should be there to decide, and whether it is."""
        if not any(self.line_ids.reason_id.mapped("evidence_required")):
            return []
        return [
            {
                "label": self.env._("Photo, video or document"),
                "is_there": bool(self.evidence_ids),
            }
        ]

    def _review_products(self):
        products = self.line_ids.product_id
        return [
            {"id": product.id, "name": product.display_name} for product in products
        ]

    # ------------------------------------------------------------------ facts

    def _review_facts(self, coming):
        """Facts in the order in which one decides; those without a text are left out.

        :param dict coming: ``{remedy: amount}`` that approving starts
        :return: list of dicts of ``name``, ``label``, ``texts`` and ``tone``
            (Bootstrap colour, may be empty)
        """
        facts = [
            self._review_asked(),
            self._review_proposal(coming),
            self._review_suppliers(),
        ]
        return [fact for fact in facts if fact["texts"]]

    def _review_fact(self, name, label, texts, tone=""):
        return {
            "name": name,
            "label": label,
            "texts": [text for text in texts if text],
            "tone": tone,
        }

    def _review_asked(self):
        texts = []
        for line in self.line_ids:
            texts.append(
                self.env._(
                    "%(wish)s: %(item)s. %(reason)s; %(goods)s.",
                    wish=line._wish_words(),
                    item=line.display_name,
                    reason=line.reason_id.name,
                    goods=line._goods_status_words(),
                )
            )
            if line.description:
                texts.append(f"“{line.description}”")
        if self.description:
            texts.append(f"“{self.description}”")
        if self.no_evidence_reason:
            texts.append(
                self.env._("No evidence, because: “%s”", self.no_evidence_reason)
            )
        return self._review_fact("asked", self.env._("Asked"), texts)

    def _review_proposal(self, coming):
        """What approving starts, in the words of the remedies themselves."""
        remedies = self.env["aftersales.remedy"]
        labels = {
            name: dict(remedies._fields[name]._description_selection(self.env))
            for name in ("kind", "return_to", "trigger")
        }
        texts = [
            self.env._(
                "%(kind)s %(amount)s · %(place)s · %(moment)s",
                kind=labels["kind"][remedy.kind],
                amount=remedy.currency_id.format(amount),
                place=labels["return_to"][remedy.return_to],
                moment=labels["trigger"][remedy.trigger],
            )
            for remedy, amount in coming.items()
        ]
        return self._review_fact("proposal", self.env._("Proposal"), texts)

    def _review_suppliers(self):
        texts = [
            f"{line.product_id.display_name}: {line.responsibility}"
            if len(self.line_ids) > 1
            else line.responsibility
            for line in self.line_ids
        ]
        states = dict(self.case_ids._fields["state"]._description_selection(self.env))
        tone = ""
        for case in self.case_ids:
            texts.append(
                self.env._(
                    "%(supplier)s: %(state)s",
                    supplier=case.partner_id.display_name,
                    state=states[case.state],
                )
            )
            if case.state == "disputed":
                tone = "warning"
                texts.append(f"“{case.dispute_reason}”" if case.dispute_reason else "")
        if not self.case_ids:
            texts += self.supplier_ids.mapped("display_name")
        return self._review_fact(
            "suppliers", self.env._("Responsible"), dict.fromkeys(texts), tone
        )

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
