"""Goods of our own stock beside those that suppliers ship, in several steps too."""

from .common import AftersalesCase


class OwnStockCase(AftersalesCase):
    """A table of our own stock beside the lamp that the supplier ships."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.table = cls._stocked("Table")

    @classmethod
    def _stocked(cls, name, quantity=20, **vals):
        """A product that nobody else ships, with ``quantity`` units on our shelf."""
        product = cls._product(name, dropship=False, **vals)
        cls.env["stock.quant"]._update_available_quantity(
            product, cls.warehouse.lot_stock_id, quantity
        )
        return product

    @classmethod
    def _ship(cls, order, quantity=None):
        """As for a dropship order, and step by step through our warehouse."""
        if quantity is not None:
            return super()._ship(order, quantity)
        cls._purchase(order)
        for _step in range(4):
            pickings = order.picking_ids.filtered(
                lambda picking: (
                    picking.state not in ("done", "cancel")
                    and not picking.is_aftersales_return
                    and picking.location_id.usage != "customer"
                )
            )
            if not pickings:
                return
            pickings.action_assign()
            for move in pickings.move_ids:
                if quantity is not None:
                    move.quantity = quantity
                move.picked = True
            pickings.with_context(skip_backorder=True).button_validate()

    def _next_steps(self, claim):
        """Open transfers that carry on what came back to our warehouse."""
        moves = claim.remedy_ids.move_ids
        following = self.env["stock.move"]
        while moves := moves.move_dest_ids - following:
            following |= moves
        return following.filtered(
            lambda move: move.state not in ("done", "cancel")
        ).picking_id

    def _on_hand(self, product, location=None):
        return product.with_context(
            location=(location or self.warehouse.lot_stock_id).id
        ).qty_available
