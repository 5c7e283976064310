"""Whoever fills in a form learns nothing of documents he may not read.

Fields that are computed from what a form points to are read with more rights than its
user has, so that agents need none in other apps. Whatever is pointed to is therefore
checked first, by whichever door its id comes in.
"""

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Command


class AftersalesLinksMixin(models.AbstractModel):
    """Refuses values that point to records the user may not read."""

    _name = "aftersales.links.mixin"
    _description = "After-Sales Links to Other Documents"

    @api.model
    def default_get(self, fields_list):
        defaults = super().default_get(fields_list)
        self._check_links([defaults])
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
            records = self.env[name].browse(sorted(ids))
            if not records.has_access("read"):
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
                if not value or field is None or not field.relational:
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
    if not isinstance(value, list | tuple):
        return ({value} if _is_id(value) else set()), []
    ids, nested = set(), []
    for item in value:
        if _is_id(item):
            ids.add(item)
        if not isinstance(item, list | tuple) or not item:
            continue
        if item[0] in (Command.CREATE, Command.UPDATE) and len(item) > 2:
            nested.append(item[2] or {})
        if item[0] in (Command.UPDATE, Command.LINK) and _is_id(item[1]):
            ids.add(item[1])
        if item[0] == Command.SET:
            ids.update(filter(_is_id, item[2]))
    return ids, nested


def _is_id(value):
    return isinstance(value, int) and not isinstance(value, bool) and value > 0
