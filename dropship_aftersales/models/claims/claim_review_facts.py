"""The facts of a claim in the order in which one decides, in the agent's words."""

from odoo import models


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

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
            self._review_exposure(),
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
        return self._review_fact("asked", self.env._("Wish"), texts)

    def _review_policy(self):
        tones = {"grant": "success", "refuse": "danger", "person": "warning"}
        several = len(self.line_ids) > 1
        texts = [
            f"{line.product_id.display_name}: {line.policy_text}"
            if several
            else line.policy_text
            for line in self.line_ids
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

    def _review_exposure(self):
        """What we would bear alone, and why no supplier pays it."""
        if not self.exposure:
            return self._review_fact("exposure", self.env._("Exposure"), [])
        texts = [
            self.company_currency_id.format(self.exposure),
            *(self.exposure_reason or "").splitlines(),
        ]
        return self._review_fact("exposure", self.env._("Exposure"), texts, "danger")

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
