"""What happened in the demo shop, as a table: one story, one order, one claim.

Days count back from the day of the installation. ``steps`` are methods of
``aftersales.demo`` in ``demo_story.py``, each with the day it was taken and, where one
is needed, what was said.
"""

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


STORIES = (
    # The customer has not sent it yet.
    Story(
        name="draft",
        customer="mia",
        items=(("bottle", 2),),
        delivered=4,
        description="One of them drips at the lid.",
    ),
    # We have to decide: one today, one too late, one with time.
    Story(
        name="sole",
        customer="mia",
        items=(("trail_shoe", 2), ("backpack", 1)),
        delivered=9,
        description="After three walks the left sole came off at the toe.",
        photos=("sole_off",),
        due=3,
        steps=(("submit", 1.2),),
    ),
    Story(
        name="lamp",
        customer="li",
        items=(("desk_lamp", 2),),
        delivered=12,
        description="The shade is cracked and the arm is bent. The box had a hole.",
        reason="damaged",
        goods_status="opened",
        channel="phone",
        photos=("bent_lamp", "dented_parcel"),
        due=-20,
        steps=(("submit", 3.1),),
    ),
    Story(
        name="mug",
        customer="walter",
        items=(("mug", 4),),
        delivered=7,
        description="One mug has a chip at the rim. I was told to show it at the desk.",
        reason="damaged",
        goods_status="opened",
        channel="store",
        photos=("chipped_mug",),
        due=44,
        steps=(("submit", 0.2),),
    ),
    Story(
        name="evidence",
        customer="mia",
        items=(("espresso_maker", 1),),
        delivered=16,
        description="Coffee runs down the outside, I think the seal is bad.",
        channel="email",
        due=50,
        steps=(
            ("submit", 2.3),
            (
                "ask_evidence",
                1.4,
                "Please send a photo of the pot while it leaks, and one of the seal.",
            ),
        ),
    ),
    Story(
        name="label",
        customer="noah",
        items=(("backpack", 2),),
        delivered=15,
        description="The shop says 28 litres, the label in the bag says 20.",
        reason="not_as_described",
        goods_status="unopened",
        channel="email",
        quantity=2,
        photos=("label_20l",),
        due=20,
        steps=(("submit", 3.4), ("ask_supplier", 2.6)),
    ),
    Story(
        name="seam",
        customer="hanna",
        items=(("backpack", 1), ("bottle", 1)),
        delivered=18,
        description="A seam at the side opened on the second day.",
        channel="email",
        photos=("torn_seam",),
        due=6,
        steps=(
            ("submit", 4.2),
            ("ask_supplier", 3.8),
            (
                "dispute",
                1.1,
                "This bag passed our check. The seam was cut, it did not open by "
                "itself.",
            ),
        ),
    ),
    Story(
        name="offer",
        customer="mia",
        items=(("headphones", 1),),
        delivered=22,
        description="There is a hum in the left ear when the music stops.",
        no_photo="One can only hear it.",
        due=30,
        steps=(("submit", 5.5), ("offer", 2.2)),
    ),
    # Approved, and something is under way.
    Story(
        name="ship",
        customer="mia",
        items=(("kettle", 1), ("bike_light", 2)),
        delivered=20,
        description="The kettle switches itself off before the water boils.",
        no_photo="It looks as new.",
        due=40,
        steps=(("submit", 8.3), ("approve", 6.1)),
    ),
    Story(
        name="travel",
        customer="mia",
        items=(("trail_shoe", 1),),
        delivered=16,
        description="I ordered size 42 and got size 44.",
        reason="wrong_item",
        goods_status="unopened",
        photos=("label_44",),
        steps=(
            ("submit", 6.4),
            ("approve", 5.3),
            ("accept", 4.9),
            ("send_parcel", 2.0, "9400 1000 0000 0000 4242 00"),
        ),
    ),
    Story(
        name="empty_box",
        customer="noah",
        items=(("trekking_poles", 1), ("bottle", 1)),
        delivered=28,
        description="The left pole does not lock any more.",
        photos=("dented_parcel",),
        channel="email",
        steps=(
            ("submit", 13.2),
            ("approve", 12.1),
            ("send_parcel", 9.5, "1Z 999 AA1 01 2345 6784"),
            ("report_empty_box", 1.3, "Only the wrapping was in the parcel."),
        ),
    ),
    Story(
        name="unbilled",
        customer="walter",
        items=(("trekking_poles", 2),),
        delivered=10,
        description="One of the two pairs does not stay at its length.",
        channel="phone",
        is_billed=False,
        steps=(("submit", 5.7), ("give_money", 4.6), ("accept", 3.0)),
    ),
    # Decided against, or over.
    Story(
        name="rejected",
        customer="noah",
        items=(("bike_light", 1),),
        delivered=55,
        description="It is brighter than I need.",
        reason="changed_mind",
        channel="email",
        steps=(
            ("submit", 7.2),
            (
                "reject",
                5.8,
                "The light was used, and the 30 days for changing your mind were over.",
            ),
        ),
    ),
    Story(
        name="refunded",
        customer="mia",
        items=(("kettle", 2),),
        delivered=25,
        description="One of the two kettles cracked when it boiled the first time.",
        goods_status="opened",
        photos=("cracked_kettle",),
        steps=(
            ("submit", 10.3),
            ("give_money", 9.4),
            ("accept", 8.1),
            ("pay_out", 8.0),
        ),
    ),
    Story(
        name="given_up",
        customer="hanna",
        items=(("bottle", 3),),
        delivered=21,
        description="The paint comes off the lid of one bottle.",
        goods_status="opened",
        channel="email",
        steps=(
            ("submit", 9.6),
            ("give_money", 9.0),
            ("pay_out", 8.9),
            ("write_off", 4.2, "Not worth another letter."),
        ),
    ),
    Story(
        name="closed",
        customer="cafe",
        items=(("glasses", 2),),
        delivered=44,
        description="Two glasses of the first dozen arrived broken.",
        reason="damaged",
        goods_status="opened",
        channel="phone",
        quantity=2,
        dozen=True,
        photos=("broken_glasses",),
        steps=(
            ("submit", 41.0),
            ("give_money", 40.2),
            ("accept", 38.0),
            ("pay_out", 37.0),
            ("close", 22.0),
        ),
    ),
    Story(
        name="watch",
        customer="li",
        items=(("smart_watch", 2),),
        delivered=52,
        description="Coloured lines on the screen, and half of it stays dark.",
        photos=("watch_screen",),
        steps=(
            ("submit", 48.0),
            ("approve", 47.0),
            ("accept", 46.0),
            ("send_parcel", 43.0, "RR 123 456 785 US"),
            ("receive", 40.0),
            ("pay_out", 39.0),
            ("close", 24.0),
        ),
    ),
    Story(
        name="withdrawn",
        customer="walter",
        items=(("trail_shoe", 1),),
        delivered=11,
        description="The shoe squeaks.",
        channel="phone",
        steps=(("submit", 5.1), ("ask_supplier", 4.8), ("withdraw", 4.0)),
    ),
)
# Delivered, and nothing is wrong with it yet: for the visitor to try.
FREE_ORDERS = (
    Story(
        name="try",
        customer="mia",
        items=(("desk_lamp", 1), ("smart_watch", 2), ("mug", 2)),
        delivered=5,
    ),
)
