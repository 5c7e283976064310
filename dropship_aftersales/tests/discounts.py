"""Discounts on whole orders."""


def discount_order(order, **vals):
    """As the dialog *Discount* of ``order`` does it.

    :param vals: of the dialog; a share of the order unless they say otherwise
    """
    wizard = order.env["sale.order.discount"].create(
        {"sale_order_id": order.id, "discount_type": "so_discount", **vals}
    )
    wizard.action_apply_discount()
