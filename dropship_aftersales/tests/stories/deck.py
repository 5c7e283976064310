"""Moves that may come next: each story draws from those that are possible now."""


def move(weight, needs=lambda _story: True):
    """Put a method ``move_x(self, data)`` of the machine into the deck.

    :param int weight: how often it is drawn, beside the others
    :param needs: called with the machine: whether there is anything to move
    """

    def decorate(method):
        method.weight, method.needs = weight, needs
        return method

    return decorate


def deck_of(machine):
    """All moves of the class ``machine``; what weighs more is there more often."""
    moves = [getattr(machine, name) for name in sorted(dir(machine))]
    moves = [method for method in moves if hasattr(method, "weight")]
    heaviest = max(method.weight for method in moves)
    # Dealt in rounds: beside each other are different ones.
    return [
        method
        for round_ in range(heaviest)
        for method in moves
        if method.weight > round_
    ]


def first_possible(deck, place, story):
    """The move at ``place``, or the next one that has anything to move."""
    for method in (*deck[place:], *deck[:place]):
        if method.needs(story):
            return method
    raise AssertionError("There is always time to pass")
