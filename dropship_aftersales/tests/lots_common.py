"""Products with numbers on them, delivered the real way."""

from odoo import Command

from .common import AftersalesCase, ShopMixin


class LotsMixin(ShopMixin):
    @classmethod
    def _numbered(cls, order, names, product=None):
        """The suppliers (and we) ship units of ``order`` with these numbers.

        :param names: list of serial numbers, or ``{lot name: quantity}``
        """
        cls._purchase(order)
        picking = order.picking_ids.filtered(
            lambda picking: (
                picking.state not in ("done", "cancel")
                and not picking.is_aftersales_return
            )
        )
        move = picking.move_ids.filtered(
            lambda move: not product or move.product_id == product
        )[:1]
        quantities = names if isinstance(names, dict) else dict.fromkeys(names, 1.0)
        move.move_line_ids.unlink()
        move.write(
            {
                "move_line_ids": [
                    Command.create(
                        {
                            "product_id": move.product_id.id,
                            "quantity": quantity,
                            "lot_name": name,
                            "location_id": move.location_id.id,
                            "location_dest_id": move.location_dest_id.id,
                        }
                    )
                    for name, quantity in quantities.items()
                ]
            }
        )
        move.picked = True
        move.picking_id.with_context(skip_backorder=True).button_validate()

    @classmethod
    def _phones(cls, *names):
        """A delivered and billed order of phones with these serial numbers."""
        order = cls._order((cls.phone, len(names)))
        cls._numbered(order, list(names))
        cls._bill(order)
        cls._invoice(order)
        return order

    @classmethod
    def _lot(cls, order, *names):
        """The numbers of what was delivered with ``order``, by name."""
        lots = order.order_line.move_ids.move_line_ids.lot_id
        return lots.browse().union(
            *(lots.filtered(lambda lot, name=name: lot.name == name) for name in names)
        )

    @classmethod
    def _claim_lots(cls, order, *names, submit=True, **vals):
        """A claim on the units with these numbers."""
        claim = cls._claim(order, len(names), submit=False, **vals)
        claim.line_ids.lot_ids = cls._lot(order, *names)
        if submit:
            claim.action_submit()
        return claim

    def _back(self, claim):
        """Names of what came back on ``claim``, and of what is still to come."""
        lines = claim.picking_ids.move_ids.move_line_ids
        return tuple(
            sorted(
                lines.filtered(
                    lambda line, done=done: (
                        (line.state == "done") is done and line.state != "cancel"
                    )
                ).lot_id.mapped("name")
            )
            for done in (True, False)
        )

    def _report(self, claim, received, *names, **vals):
        """The supplier's report on the only item of ``claim``."""
        case = claim.case_ids
        case.acknowledge(
            [
                {
                    "case_line_id": case.line_ids.id,
                    "received": received,
                    "lots": list(names),
                    **vals,
                }
            ]
        )


class PhonesCase(LotsMixin, AftersalesCase):
    """A shop that sells phones, each with a serial number."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.phone = cls._product("Phone", tracking="serial")
