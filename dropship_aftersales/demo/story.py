from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    """One order, and what its customer complains about.

    :param name: the claim is ``dropship_aftersales.demo_claim_<name>``, its supplier
        case ``demo_case_<name>``
    :param items: (product, quantity) of the order; the first one is complained about
    :param delivered: days ago
    :param quantity: units complained about, in the product's unit
    :param dozen: the order is in dozens
    :param is_billed: the supplier has sent his bill
    :param due: hours from now until whoever's turn it is should have acted
    :param steps: (verb, days ago, words)
    """

    name: str
    customer: str
    items: tuple
    delivered: int
    description: str = ""
    reason: str = "defect"
    goods_status: str = "used"
    channel: str = "portal"
    wish: str = "refund"
    quantity: int = 1
    dozen: bool = False
    photos: tuple = ()
    no_photo: str = ""
    is_billed: bool = True
    due: float | None = None
    steps: tuple = ()
