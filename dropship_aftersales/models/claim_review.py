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

    # ------------------------------------------------------------------ facts

    def _review_facts(self, coming, wanted):
        """Facts in the order in which one decides; those without a text are left out.

        :param dict coming: ``{remedy: amount}`` that approving starts
        :return: list of dicts of ``name``, ``label``, ``texts`` and ``tone``
            (Bootstrap colour, may be empty)
        """
        facts = [
            self._review_asked(),
            self._review_policy(),
            self._review_completeness(wanted),
            self._review_proposal(coming),
            self._review_suppliers(),
            self._review_offers(),
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
        return self._review_fact("asked", self.env._("Asked"), texts)

    def _review_policy(self):
        tones = {"grant": "success", "refuse": "danger", "person": "warning"}
        several = len(self.line_ids) > 1
        texts = [
            f"{line.product_id.display_name}: {line.policy_text}"
            if several
            else line.policy_text
            for line in self.line_ids
            if line.policy_outcome
        ]
        texts += [
            self.env._(
                "Exception by %(manager)s: %(reason)s",
                manager=line.exception_user_id.display_name,
                reason=line.exception_reason,
            )
            for line in self.line_ids
            if line.is_exception
        ]
        return self._review_fact(
            "policy",
            self.env._("Policy"),
            dict.fromkeys(texts),
            tones.get(self.policy_outcome, ""),
        )

    def _review_completeness(self, wanted):
        if not wanted:
            return self._review_fact("evidence", self.env._("Evidence"), [])
        missing = [piece for piece in wanted if not piece["is_there"]]
        if not missing:
            return self._review_fact(
                "evidence", self.env._("Evidence"), [self.env._("Complete")], "success"
            )
        texts = [
            self.env._("Missing: %s.", ", ".join(piece["label"] for piece in missing))
        ]
        texts += [f"“{piece['note']}”" for piece in missing if piece["note"]]
        return self._review_fact("evidence", self.env._("Evidence"), texts, "warning")

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

    def _review_offers(self):
        """Who offered what and what became of it, the latest first."""
        texts = []
        for offer in self.offer_ids.sorted("id", reverse=True)[:3]:
            texts.append(
                self.env._(
                    "%(amount)s: %(outcome)s",
                    amount=offer.currency_id.format(offer.amount_total),
                    outcome=offer._outcome_words("agent"),
                )
            )
            if offer.counter_text:
                texts.append(f"“{offer.counter_text}”")
        tone = "warning" if self._open_counter() else ""
        return self._review_fact("offers", self.env._("Offers"), texts, tone)

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
