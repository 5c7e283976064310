from odoo import models


class AftersalesSupplierCaseLine(models.Model):
    """What a supplier was asked, brought up to date with what is decided."""

    _inherit = "aftersales.supplier.case.line"

    def _cover(self, shares):
        """Bring the lines of remedies that were asked about already up to date.

        :param list shares: of :class:`SupplierShare`
        :return: shares, or what of them is above what an answered case is about
        """
        left_over = []
        for share in shares:
            known = self.filtered(
                lambda line, share=share: (
                    line.remedy_id == share.remedy and share.is_for(line)
                )
            )
            if not known:
                left_over.append(share)
                continue
            (first, *others) = known
            rest = share.less(sum(line.quantity for line in others))
            if first.case_id.state in ("draft", "asked"):
                first._write_engine(
                    {"quantity": rest.quantity, "awaits_goods": rest.awaits_goods}
                )
                continue
            quantity = min(first.quantity, rest.quantity)
            first._write_engine(
                {"quantity": quantity, "awaits_goods": rest.awaits_goods}
            )
            rest = rest.less(quantity)
            if rest.quantity > 0:
                left_over.append(rest)
        return left_over

    def _become(self, shares):
        """Turn questions into lines of the remedies that ``shares`` are for.

        An answered question keeps the supplier's share that was agreed.

        :return: shares, or what of them no question was asked about
        """
        left_over = []
        questions = list(self)
        for share in shares:
            for question in [line for line in questions if share.is_for(line)]:
                quantity = min(question.quantity, share.quantity)
                rest = question.quantity - quantity
                vals = {
                    "remedy_id": share.remedy.id,
                    "quantity": quantity,
                    "awaits_goods": share.awaits_goods,
                }
                if question.case_id.state in ("draft", "asked"):
                    vals["percent"] = share.percent
                questions.remove(question)
                if question.uom_id.compare(rest, 0.0) > 0:
                    questions.append(question.copy({"quantity": rest}))
                question._write_engine(vals)
                share = share.less(quantity)
                if question.uom_id.compare(share.quantity, 0.0) <= 0:
                    break
            if share.line.uom_id.compare(share.quantity, 0.0) > 0:
                left_over.append(share)
        (self.browse().union(*questions) - self)._withdraw()
        return left_over

    def _withdraw(self):
        """Ask for nothing more than what was given back; empty cases are dropped."""
        cases = self.case_id
        untouched = self.filtered(
            lambda line: not line.settled_qty and not line.stopped and not line.received
        )
        for line in self - untouched:
            line._write_engine({"quantity": line.settled_qty})
        # Not left to the database: the amounts of the cases are sums of these.
        untouched.cost_ids.unlink()
        untouched.unlink()
        cases.filtered(lambda case: not case.line_ids)._drop()
        cases._update_costs()
