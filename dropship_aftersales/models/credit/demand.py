"""What is asked of the credit service."""

from collections.abc import Callable
from dataclasses import dataclass, field

from odoo import models


@dataclass(frozen=True)
class CreditDemand:
    """Units of one order line to be credited by the documents that billed them.

    :param order_line: one ``sale.order.line`` or ``purchase.order.line``
    :param quantity: units, in the product's own unit, above zero
    :param percent: share of the billed price that is credited
    :param part: above zero, ``quantity`` are parts of units: money alone is credited,
        for each of them this share of a unit's price
    :param document_vals: values for the credit note; demands with equal values on
        the same invoice share one document
    :param line_vals: values for the lines credited
    :param line_note: called with the language of the document's reader, says why not
        all of the price is credited; printed below the item
    :param unmarked: the lines are no credit of a claim for the quantity formula:
        the units were taken off the order itself
    """

    order_line: models.BaseModel
    quantity: float
    percent: float = 100.0
    part: float = 0.0
    document_vals: dict = field(default_factory=dict)
    line_vals: dict = field(default_factory=dict)
    line_note: Callable[[str], str] | None = None
    unmarked: bool = False
