"""Numbers of claims and cases, taken for a whole batch at once."""

from odoo import fields, models
from odoo.tools import SQL


class AftersalesNotifiedMixin(models.AbstractModel):
    """Both claims and cases tell people their number: it is the key to the document."""

    _inherit = "aftersales.notified.mixin"

    def _take_numbers(self):
        """Name each document after the next number of its company."""
        for company, documents in self.grouped("company_id").items():
            # Whoever opens a document takes a number of its company.
            sequences_sudo = self.env["ir.sequence"].sudo().with_company(company)
            numbers = sequences_sudo._aftersales_next(self._name, len(documents))
            for document, number in zip(documents, numbers, strict=True):
                document._write_engine({"name": number})


class IrSequence(models.Model):
    _inherit = "ir.sequence"

    def _aftersales_next(self, code, count):
        """The next ``count`` numbers of the current company, as ``next_by_code`` would
        give them one by one, at three queries each.

        :return: list of ``count`` numbers, or of False without such a sequence
        """
        today = fields.Date.today()
        if count < 2:
            return [self.next_by_code(code, sequence_date=today)] * count
        sequence = self.search(
            [("code", "=", code), ("company_id", "in", [self.env.company.id, False])],
            order="company_id",
            limit=1,
        )
        if not sequence:
            return [False] * count
        if sequence.implementation != "standard":
            # Without gaps: number by number, in turn with other sessions.
            return [sequence.next_by_id(sequence_date=today) for _n in range(count)]
        name = f"ir_sequence_{sequence.id:03}"
        if sequence.use_date_range:
            period = sequence.date_range_ids.filtered(
                lambda period: period.date_from <= today <= period.date_to
            )[:1] or sequence._create_date_range_seq(today)
            name = f"{name}_{period.id:03}"
            sequence = sequence.with_context(ir_sequence_date_range=period.date_from)
        rows = self.env.execute_query(
            SQL("SELECT nextval(%s) FROM generate_series(1, %s)", name, count)
        )
        return [sequence.get_next_char(number) for (number,) in rows]
