"""No door lets in what is no number.

Amounts, percents and quantities come in by windows, dialogs, imports and RPC. Python
and the database take "not a number" and infinity for numbers, and answer others with
errors of their own: whatever is entered is looked at first, and refused in words.
"""

from odoo import api, models
from odoo.exceptions import UserError

from .numbers import MOST, MOST_WHOLE, is_number

# (how Odoo reads a value, the most that it may be)
NUMBERS = {
    "float": (float, MOST),
    "monetary": (float, MOST),
    "integer": (int, MOST_WHOLE),
}


class AftersalesNumbersMixin(models.AbstractModel):
    """Refuses values of number fields that are no numbers, or beyond all measure."""

    _name = "aftersales.numbers.mixin"
    _description = "After-Sales Numbers From Outside"

    @api.model
    def default_get(self, fields_list):
        prefix = "default_"
        self._check_numbers(
            [
                {
                    name.removeprefix(prefix): value
                    for name, value in self.env.context.items()
                    if name.startswith(prefix)
                }
            ]
        )
        return super().default_get(fields_list)

    @api.model_create_multi
    def create(self, vals_list):
        self._check_numbers(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._check_numbers([vals])
        return super().write(vals)

    def onchange(self, values, field_names, fields_spec):
        self._check_numbers([values])
        return super().onchange(values, field_names, fields_spec)

    @api.model
    def _check_numbers(self, vals_list):
        """Check the numbers in ``vals_list``, also those of lines inside.

        :raise UserError: one is none, or is too large; names the field
        """
        for vals in vals_list:
            for name, value in vals.items():
                field = self._fields.get(name)
                if not value or field is None or name == "id":
                    # What is new in a form has no number for an id yet.
                    continue
                if field.type == "one2many":
                    lines = self.env[field.comodel_name]
                    if hasattr(lines, "_check_numbers"):
                        lines._check_numbers(_lines_in(value))
                elif field.type in NUMBERS and not _is_meant(
                    value, *NUMBERS[field.type]
                ):
                    raise UserError(
                        self.env._(
                            "%(field)s: “%(value)s” is no number that can be used "
                            "here. Enter another one.",
                            field=field._description_string(self.env),
                            value=str(value)[:20],
                        )
                    )


def _is_meant(value, read, most):
    """Whether ``value`` stands for a number, as Odoo reads texts too; a text of a whole
    number has no decimals."""
    try:
        return is_number(read(value), -most, most)
    except (OverflowError, TypeError, ValueError):
        return False


def _lines_in(value):
    """Values of the lines in the value of a field, as it is written or in a form."""
    if not isinstance(value, list | tuple):
        return []
    return [
        line
        for item in value
        for line in (item if isinstance(item, list | tuple) else [item])
        if isinstance(line, dict)
    ]
