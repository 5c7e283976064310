"""Which numbers may come in from outside."""

# Far above what anybody was ever billed or ever bought; what is more is a mistake.
MOST = 1e12
# Of whole numbers: so many that four of them still add up in the database.
MOST_WHOLE = 500_000_000


def is_number(value, least=-MOST, most=MOST):
    """Whether ``value`` is a number from ``least`` to ``most``.

    Texts are none, and neither are yes and no; "not a number" and infinity lie between
    nothing.
    """
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and least <= value <= most
    )
