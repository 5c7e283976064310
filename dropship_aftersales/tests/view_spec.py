"""What the web client asks for when it opens a form: its fields, subviews included."""

from lxml import etree

from odoo.tools.safe_eval import safe_eval


def form_specification(model, view_id=None):
    """The ``specification`` of ``web_read`` for the form of ``model``.

    :param model: empty recordset, as the user who opens it
    """
    arch = etree.fromstring(model.get_view(view_id, "form")["arch"])
    return _of_arch(model, arch)


def _of_arch(model, arch):
    specification = {}
    level = arch.xpath("count(ancestor-or-self::field)")
    for node in arch.xpath(f".//field[count(ancestor::field) = {level}]"):
        name = node.get("name")
        field = model._fields[name]
        wanted = specification.setdefault(name, {})
        if not field.relational:
            continue
        fields = wanted.setdefault("fields", {})
        comodel = model.env[field.comodel_name]
        subviews = [child for child in node if child.tag in ("list", "kanban")]
        if refers := node.get("context"):
            view = safe_eval(refers, {"id": False}).get("kanban_view_ref")
            if view:
                view_id = model.env.ref(view).id
                gallery = comodel.get_view(view_id, "kanban")["arch"]
                subviews.append(etree.fromstring(gallery))
        for subview in subviews:
            fields.update(_of_arch(comodel, subview))
        if not subviews and not _is_never_shown(node):
            fields["display_name"] = {}
    return specification


def _is_never_shown(node):
    """The client asks for no name of what it never shows."""
    hidden = node.get("invisible"), node.get("column_invisible")
    return bool({"1", "True"}.intersection(hidden))
