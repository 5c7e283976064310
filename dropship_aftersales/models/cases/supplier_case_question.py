from odoo import models

UNANSWERED = ("draft", "asked")


class AftersalesSupplierCaseLine(models.Model):
    """What suppliers were asked, brought up to date with what is decided."""

    _inherit = "aftersales.supplier.case.line"

    def _cover(self, shares):
        """Let these lines, asked about and not carried out, become ``shares``.

        Lines about the same remedy come first, then questions that were asked before
        anything was proposed. What was answered keeps the share that was agreed and
        grows by nothing; lines of a proposal that no share is left for are withdrawn.

        :param list shares: of :class:`SupplierShare`
        :return: what of them nobody was asked about
        """
        left_over = []
        free = list(self.sorted(lambda line: line.case_id.state in UNANSWERED))
        used = self.browse()
        for share in shares:
            own = [line for line in free if line.remedy_id == share.remedy]
            questions = [line for line in free if not line.remedy_id]
            for line in dict.fromkeys([*own, *questions]):
                if not share.is_for(line) or share.is_covered():
                    continue
                free.remove(line)
                quantity, rest = line._become(share)
                used |= line
                if rest:
                    free.append(rest)
                share = share.less(quantity)
            if not share.is_covered():
                left_over.append(share)
        self.filtered(lambda line: line.remedy_id and line not in used)._withdraw()
        return left_over

    def _become(self, share):
        """Turn this line into one about ``share``.

        :return: ``(units covered, line about the rest of a question)``
        """
        self.ensure_one()
        is_open = self.case_id.state in UNANSWERED
        quantity = min(self.quantity, share.quantity)
        if is_open and self.remedy_id:
            quantity = share.quantity
        rest = self.browse()
        if not self.remedy_id and self.uom_id.compare(self.quantity, quantity) > 0:
            rest = self.copy({"quantity": self.quantity - quantity})
        vals = {
            "remedy_id": share.remedy.id,
            "quantity": quantity,
            "awaits_goods": share.awaits_goods,
            "is_late": share.is_late,
        }
        if is_open and not self.is_percent_agreed:
            vals["percent"] = share.percent
        self._write_engine(vals)
        return quantity, rest

    def _withdraw(self):
        """Ask for nothing more than what was given back; empty cases are dropped."""
        if not self:
            return
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
