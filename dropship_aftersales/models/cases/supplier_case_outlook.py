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
        counts = {"good": {}, "damaged": {}, "missing": {}, "surplus": {}}
        amount = 0.0
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
            for name, quantity in (
                ("good", sound),
                ("damaged", values["damaged"]),
                ("missing", line.quantity - received),
                ("surplus", received - line.quantity),
            ):
                if line.uom_id.compare(quantity, 0.0) > 0:
                    line._add_to(counts[name], quantity)
            amount += line._share_of(sound)
        sentences = [
            *self._outlook_counts(amount, **counts),
            *self._outlook_outcomes(outcomes),
        ]
        if (
            self.state == "asked"
            and outcomes == {"ok"}
            and (counts["good"] or counts["damaged"])
        ):
            sentences.append(self.env._("With this you also accept the case."))
        return sentences

    def _outlook_counts(self, amount, good, damaged, missing, surplus):
        """Sentences on ``{unit: quantity}`` of each kind."""
        credit = self.currency_id.format(amount)
        if good and not self.currency_id.is_zero(amount):
            yield self.env._(
                "In good order: %(good)s. A credit of %(amount)s is expected.",
                good=_said(good),
                amount=credit,
            )
        elif good:
            yield self.env._("In good order: %s.", _said(good))
        if damaged:
            yield self.env._(
                "Damaged: %s. The shop looks at the photos and decides.", _said(damaged)
            )
        if missing:
            yield self.env._(
                "Still missing: %s. Tell us again when the next parcel arrives.",
                _said(missing),
            )
        if surplus:
            yield self.env._(
                "More than expected: %s. The shop decides whether to add them.",
                _said(surplus),
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


class AftersalesSupplierCaseLine(models.Model):
    _inherit = "aftersales.supplier.case.line"

    def _add_to(self, counts, quantity):
        """Count ``quantity`` (product's unit) in the unit the supplier reads."""
        unit = self._unit_for(quantity)
        said = self.uom_id._aftersales_to(quantity, unit)
        counts[unit] = counts.get(unit, 0.0) + said


def _said(counts):
    return ", ".join(
        unit._aftersales_words(quantity) for unit, quantity in counts.items()
    )
