"""Products that are sold in one unit and bought in another."""

from .common import ShopMixin


class UnitsMixin(ShopMixin):
    """A screw that is counted in pieces, wine by the dozen, cable by the metre."""

    @classmethod
    def _set_up_units(cls):
        cls.piece = cls.env.ref("uom.product_uom_unit")
        cls.dozen = cls.env.ref("uom.product_uom_dozen")
        cls.kilo = cls.env.ref("uom.product_uom_kgm")
        cls.gram = cls.env.ref("uom.product_uom_gram")
        cls.metre = cls.env.ref("uom.product_uom_meter")

    @classmethod
    def _bought_in(cls, unit, name="Glass", cost=60.0, **vals):
        """A product whose supplier sells in ``unit``, at ``cost`` for one of it."""
        product = cls._product(name, cost=cost, **vals)
        product.seller_ids.product_uom_id = unit
        return product

    @classmethod
    def _sold_in(cls, unit, product, quantity, price=120.0, **line_vals):
        """A delivered order, billed both ways."""
        order = cls._delivered(
            (
                product,
                quantity,
                {"product_uom_id": unit.id, "price_unit": price, **line_vals},
            )
        )
        cls._bill(order)
        cls._invoice(order)
        return order
