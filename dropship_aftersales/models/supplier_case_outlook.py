"""What follows from a receipt, said before and after it is confirmed."""

from odoo import models


class AftersalesSupplierCase(models.Model):
    _inherit = "aftersales.supplier.case"

    def _receipt_outlook(self, report):
        """What confirming ``report`` leads to, for the supplier.

        :param list report: as of :meth:`acknowledge`, quantities as numbers
        :return: list of sentences
        """
        self.ensure_one()
        lines = {line.id: line for line in self.line_ids}
        good = damaged = missing = surplus = amount = 0.0
        outcomes = set()
        for values in report:
            line = lines[values["case_line_id"]]
            received = values["received"]
            outcomes.add(values["outcome"])
            if values["outcome"] != "ok":
                # The count of what is no such item says nothing.
                continue
            kept = min(received, line.quantity)
            sound = max(0.0, kept - values["damaged"])
            good += sound
            damaged += values["damaged"]
            missing += max(0.0, line.quantity - received)
            surplus += max(0.0, received - line.quantity)
            amount += line._share_of(sound)
        sentences = [
            *self._outlook_counts(good, damaged, missing, surplus, amount),
            *self._outlook_outcomes(outcomes),
        ]
        if self.state == "asked" and outcomes == {"ok"} and (good or damaged):
            sentences.append(self.env._("With this you also accept the case."))
        return sentences

    def _outlook_counts(self, good, damaged, missing, surplus, amount):
        credit = self.currency_id.format(amount)
        if good and not self.currency_id.is_zero(amount):
            yield self.env._(
                "In good order: %(good)g. A credit of %(amount)s is expected.",
                good=good,
                amount=credit,
            )
        elif good:
            yield self.env._("In good order: %g.", good)
        if damaged:
            yield self.env._(
                "Damaged: %g. The shop looks at the photos and decides.", damaged
            )
        if missing:
            yield self.env._(
                "Still missing: %g. Tell us again when the next parcel arrives.",
                missing,
            )
        if surplus:
            yield self.env._(
                "More than expected: %g. The shop decides whether to add them.", surplus
            )

    def _outlook_outcomes(self, outcomes):
        words = {
            "wrong": self.env._(
                "Wrong item: the shop looks at the photos and decides."
            ),
            "empty": self.env._(
                "Empty parcel: the shop looks at the photos and decides."
            ),
            "refused": self.env._("Refused at the door: the shop asks the carrier."),
        }
        return [sentence for outcome, sentence in words.items() if outcome in outcomes]
