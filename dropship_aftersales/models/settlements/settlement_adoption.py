"""Credit notes that somebody made by hand for units a claim gave back."""

from collections import defaultdict

from odoo import models

REFUNDS = ("out_refund", "in_refund")


class AftersalesSettledLine(models.AbstractModel):
    """Adopt native credit notes and vendor refunds instead of repeating them."""

    _inherit = "aftersales.settled.line"

    def _aftersales_prepare_adopted_vals(self, row):
        """Values for the document whose line was adopted for the settlement ``row``."""
        raise NotImplementedError

    def _aftersales_order_level_lines(self, document):
        """Lines of ``document`` that credit order-level discounts of these lines."""
        return document.invoice_line_ids.browse()

    def _aftersales_adopt_credits(self):
        """Count native credits of units that claims gave back as the claims' credits.

        Lines of credit notes or vendor refunds that nobody marked yet, newest first,
        drafts included, are stamped with the units they credit for claims: never more
        than still is to credit, and never more than Odoo finds not invoiced. May be
        called again and again.

        :return: the account.move.line records that were stamped
        """
        # Whoever posts a credit note or grants a refund changes marks on documents that
        # he may not write, for claims that he may not read.
        lines_sudo = self.sudo().filtered("aftersales_settled_qty")
        adopted_sudo = self.env["account.move.line"].sudo()
        settlements = lines_sudo._aftersales_settlements()
        wanting = lines_sudo.filtered(
            lambda line: (
                line._aftersales_unit().compare(settlements[line].adoptable, 0.0) > 0
            )
        )
        if not wanting:
            return adopted_sudo
        rows_by_line = wanting._aftersales_open_rows()
        for line in wanting:
            adopted_sudo |= line._aftersales_adopt(
                settlements[line].adoptable, rows_by_line[line]
            )
        wanting._aftersales_adopt_discounts(adopted_sudo.move_id)
        return adopted_sudo

    def _aftersales_adopt(self, room, open_rows):
        """Stamp up to ``room`` units of this line's native credits.

        :param float room: in the product's unit
        :param list open_rows: ``[row, units still to credit]``, changed in place
        :return: the credit lines stamped
        """
        self.ensure_one()
        unit = self._aftersales_unit()
        adopted = self.env["account.move.line"]
        for credit in self._aftersales_native_credits():
            free = credit._aftersales_product_qty() - credit.aftersales_units
            units = min(free, room)
            if unit.compare(units, 0.0) <= 0:
                continue
            room -= units
            adopted |= credit
            vals = {"aftersales_units": credit.aftersales_units + units}
            row = self._aftersales_take_from_rows(open_rows, units)
            if row and not credit[self._aftersales_credit_link]:
                vals[self._aftersales_credit_link] = row.id
            credit.write(vals)
            if row and not credit.move_id.aftersales_claim_id:
                credit.move_id.write(self._aftersales_prepare_adopted_vals(row))
        return adopted

    def _aftersales_native_credits(self):
        """Credit lines that may have units no claim counts, newest first.

        A line that names its row but is not marked is meant to stay Odoo's.
        """
        return self.invoice_lines.filtered(
            lambda credit: (
                credit.move_id.move_type in REFUNDS
                and credit._aftersales_counts()
                and not credit.aftersales_amount_only
                and (
                    credit.aftersales_units
                    or not (
                        credit.aftersales_remedy_id or credit.aftersales_case_line_id
                    )
                )
            )
        ).sorted("id", reverse=True)

    def _aftersales_open_rows(self):
        """Settlement rows with units no credit line names them for, oldest first.

        :return: by order line, a list of ``[row, units]``
        """
        rows_field = self._fields[self._aftersales_rows]
        rows = self.env[rows_field.comodel_name].search(
            [(rows_field.inverse_name, "in", self.ids), ("settled_qty", ">", 0)],
            order="id",
        )
        credited = defaultdict(float)
        for credit in self.invoice_lines:
            if credit._aftersales_is_marked() and credit._aftersales_counts():
                credited[credit[self._aftersales_credit_link]] -= (
                    credit._aftersales_sign() * credit._aftersales_effective_units()
                )
        open_rows = defaultdict(list)
        for row in rows:
            units = row.settled_qty - credited[row]
            if units > 0 and row._settles_units():
                open_rows[row[rows_field.inverse_name]].append([row, units])
        return open_rows

    def _aftersales_take_from_rows(self, open_rows, units):
        """Spread ``units`` over the rows and name the first row that took some."""
        first = None
        for entry in open_rows:
            taken = min(entry[1], units)
            if taken > 0:
                first = first or entry[0]
                entry[1] -= taken
                units -= taken
        return first

    def _aftersales_adopt_discounts(self, documents):
        """Let the discount lines of adopted documents credit money only.

        A clerk who reverses a discounted invoice credits the discount too: counted as
        a unit, Odoo would want to invoice it again. Where the document still credits
        goods that no claim gave back, that is what Odoo should do.
        """
        for document in documents:
            goods = (
                document.invoice_line_ids & self.order_id.order_line.invoice_lines
            ).filtered(lambda line: line.product_id.type != "service")
            if all(line._aftersales_is_adopted() for line in goods):
                self._aftersales_order_level_lines(document).filtered(
                    lambda line: not line._aftersales_is_marked()
                ).write({"aftersales_amount_only": True})
