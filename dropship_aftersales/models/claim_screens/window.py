"""Windows that show the documents around a claim."""

# Native forms read far more than an agent without rights in these apps may see.
AGENT_FORMS = {
    "sale.order": "dropship_aftersales.sale_order_view_form_agent",
    "stock.picking": "dropship_aftersales.stock_picking_view_form_agent",
    "account.move": "dropship_aftersales.account_move_view_form_agent",
}
AGENT_LISTS = {
    "stock.picking": "dropship_aftersales.stock_picking_view_list_agent",
    "account.move": "dropship_aftersales.account_move_view_list_agent",
}


def window_of(documents, title):
    """An action that shows ``documents``: one in its form, several in a list.

    Who works in their app gets its own views, other agents get ours.
    """
    form = view_list = False
    if documents._name in AGENT_FORMS and not documents.has_access("write"):
        form = documents.env.ref(AGENT_FORMS[documents._name]).id
        if documents._name in AGENT_LISTS:
            view_list = documents.env.ref(AGENT_LISTS[documents._name]).id
    action = {
        "type": "ir.actions.act_window",
        "name": title,
        "res_model": documents._name,
        "context": {"create": False},
    }
    if len(documents) == 1:
        return {**action, "res_id": documents.id, "views": [(form, "form")]}
    return {
        **action,
        "domain": [("id", "in", documents.ids)],
        "views": [(view_list, "list"), (form, "form")],
    }
