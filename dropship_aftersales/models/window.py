"""Windows that show the documents around a claim."""


def window_of(documents, title):
    """An action that shows ``documents``: one in its form, several in a list."""
    action = {
        "type": "ir.actions.act_window",
        "name": title,
        "res_model": documents._name,
        "context": {"create": False},
    }
    if len(documents) == 1:
        return {**action, "res_id": documents.id, "views": [(False, "form")]}
    return {
        **action,
        "domain": [("id", "in", documents.ids)],
        "views": [(False, "list"), (False, "form")],
    }
