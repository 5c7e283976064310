"""The one formula that takes claims out of Odoo's invoicing, without any record."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Settlement:
    """What claims mean for one sale or purchase order line.

    All quantities are in one unit, the product's own.

    Two units refunded after all three were invoiced wait for their credit note;
    refunded before, they are never invoiced:

    >>> Settlement(due=3, billed=3, settled=2, locked=2).to_credit
    2.0
    >>> unbilled = Settlement(due=3, billed=0, settled=2)
    >>> unbilled.absorbed, unbilled.to_invoice, unbilled.to_credit
    (2.0, 1.0, 0.0)

    :param due: what Odoo wants on invoices: ordered, delivered or received
    :param billed: on invoices and on credit notes that are not claims'
    :param settled: given back by claims
    :param locked: those of ``settled`` that are credited whatever happens later
    :param credited: on credit notes of claims
    :param unshipped: units that will never ship and that ``due`` does not hold (0 where
        ``due`` is an ordered quantity nobody lowers); count once they are given back
    :param tolerance: noise of a conversion between units; a rest below it is nothing
    """

    due: float
    billed: float
    settled: float = 0.0
    locked: float = 0.0
    credited: float = 0.0
    unshipped: float = 0.0
    tolerance: float = 0.0

    @property
    def gap(self):
        """Units that Odoo finds not invoiced; negative when too many are."""
        return self.due + min(self.unshipped, self.settled) - self.billed

    @property
    def lock(self):
        """Units that are credited, never set off against what is not invoiced yet."""
        return max(self.credited, self.locked)

    @property
    def absorbed(self):
        """Units given back that need neither invoice nor credit note."""
        # More credited than given back makes this negative: nothing is absorbed then.
        wanted = max(0.0, float(self.settled - self.lock))
        absorbed = max(0.0, min(float(self.gap), wanted))
        nearest = wanted if absorbed > wanted / 2 else 0.0
        return nearest if abs(absorbed - nearest) < self.tolerance else absorbed

    @property
    def shift(self):
        """What the units Odoo calls invoiced are raised by, beyond ``billed``."""
        return self.absorbed - min(self.unshipped, self.settled)

    @property
    def to_invoice(self):
        """What Odoo proposes: ``due`` less the units it calls invoiced."""
        return self.due - (self.billed + self.shift)

    @property
    def to_credit(self):
        """Units that still wait for a credit note; negative when over-credited."""
        return float(self.settled - self.credited) - self.absorbed

    @property
    def adoptable(self):
        """Units that Odoo finds not invoiced only because somebody credited them."""
        return max(0.0, min(float(self.gap), float(self.settled - self.credited)))

    def lock_for(self, quantity, billed_first=False):
        """How many units ``locked`` grows by when ``quantity`` more are given back.

        ``billed`` and ``credited`` must count posted documents only, and ``unshipped``
        hold the new units that will never ship. Units that are on no posted invoice are
        free to be absorbed, after those of earlier claims:

        >>> Settlement(due=3, billed=3).lock_for(2)
        2.0
        >>> Settlement(due=3, billed=2).lock_for(2)
        1.0
        >>> Settlement(due=3, billed=1, settled=1).lock_for(2)
        1.0
        >>> Settlement(due=3, billed=0).lock_for(2, billed_first=True)
        2.0

        The growth exceeds the units just given back when earlier credits were not
        locked: they must not stand in for the new ones.

        >>> Settlement(due=3, billed=3, settled=1, credited=1).lock_for(1)
        2.0

        :param quantity: units just given back
        :param billed_first: nothing is absorbed, all are invoiced and then credited
        """
        after = replace(self, settled=self.settled + quantity)
        earlier = max(0.0, float(self.settled - self.lock))
        free = max(0.0, min(float(after.gap - earlier), quantity))
        if billed_first:
            free = 0.0
        return min(self.lock + quantity - free, after.settled) - self.locked
