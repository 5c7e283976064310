"""Whoever fills in a form learns nothing of documents he may not read.

Fields that are computed from what a form points to are read with more rights than its
user has, so that agents need none in other apps. Whatever is pointed to is therefore
checked first, by whichever door its id comes in. And what is ours to write is no
window's to begin with.
"""

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.orm.identifiers import NewId


class AftersalesLinksMixin(models.AbstractModel):
    """Refuses values that point to records the user may not read."""

    _name = "aftersales.links.mixin"
    _description = "After-Sales Links to Other Documents"
    _inherit = ["aftersales.numbers.mixin"]

    @api.model
    def default_get(self, fields_list):
        ours = self._filled_by_us() & set(fields_list)
        asked = [name for name in fields_list if name not in ours]
        defaults = super().default_get(asked)
        self._check_links([defaults])
        return defaults | self._own_defaults(ours)

    def _filled_by_us(self):
        """Fields of documents that nobody fills in: neither the defaults of a window
        nor those that a user keeps for himself say what is in them."""
        if self._transient:
            return set()
        names = {name for name, field in self._fields.items() if field.readonly}
        return names | getattr(self, "_system_fields", frozenset())

    def _own_defaults(self, names):
        """What the fields themselves begin with."""
        defaults = {}
        for name in names:
            field = self._fields[name]
            if field.default:
                value = field.convert_to_cache(field.default(self), self, False)
                defaults[name] = field.convert_to_write(value, self)
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        self._check_links(vals_list, with_nested=False)
        return super().create(vals_list)

    def write(self, vals):
        self._check_links([vals], with_nested=False)
        return super().write(vals)

    def onchange(self, values, field_names, fields_spec):
        self._check_links([values])
        return super().onchange(values, field_names, fields_spec)

    @api.model
    def _check_links(self, vals_list, with_nested=True):
        """Check what ``vals_list`` points to, each model in one go.

        :param bool with_nested: also what lines inside point to; those that are
            written check it themselves
        :raise AccessError: the user may not read one of these records
        """
        if self.env.su:
            return
        found = {}
        self._collect_links(vals_list, found, with_nested)
        for name, ids in found.items():
            is_odd = any(type(record_id) is not int for record_id in ids)
            if is_odd or not self.env[name].browse(sorted(ids)).has_access("read"):
                raise AccessError(
                    self.env._(
                        "One of the documents chosen here is not yours to see. Choose "
                        "another one, or ask for access to its company."
                    )
                )

    @api.model
    def _collect_links(self, vals_list, found, with_nested):
        """Add the ids that ``vals_list`` points to to ``found``: ``{model: ids}``."""
        for vals in vals_list:
            for name, value in vals.items():
                field = self._fields.get(name)
                if field is None or not field.relational:
                    continue
                ids, nested = _links_of(value)
                if ids:
                    found.setdefault(field.comodel_name, set()).update(ids)
                comodel = self.env[field.comodel_name]
                if with_nested and hasattr(comodel, "_collect_links"):
                    comodel._collect_links(nested, found, with_nested)


def _links_of(value):
    """``(ids, list of values)`` that the value of a relational field brings along."""
    if isinstance(value, models.BaseModel):
        return set(value.ids), []
    if isinstance(value, dict):
        # Of a form: a record, with values that are not saved yet.
        return _ids_in([value.get("id")]), [value]
    if not isinstance(value, list | tuple):
        return _ids_in([value]), []
    ids, nested = set(), []
    for item in value:
        if isinstance(item, dict):
            ids |= _ids_in([item.get("id")])
            nested.append(item)
        elif not isinstance(item, list | tuple):
            ids |= _ids_in([item])
        elif item:
            if item[0] in (Command.CREATE, Command.UPDATE) and len(item) > 2:
                nested.append(item[2] or {})
            if item[0] in (Command.UPDATE, Command.LINK):
                ids |= _ids_in([item[1]])
            if item[0] == Command.SET:
                ids |= _ids_in(item[2])
    return ids, nested


def _ids_in(values):
    """Those of ``values`` that the database may take for an id: also what looks like
    one, a text or a decimal number. Lines that are new in a form have none."""
    # What a form has changed stands for the record it was made from.
    values = (
        value.origin if isinstance(value, NewId) else value for value in values or ()
    )
    return {
        value if type(value) is int else repr(value)
        for value in values
        if value
        and not isinstance(value, bool)
        and not str(value).startswith("virtual_")
    }
