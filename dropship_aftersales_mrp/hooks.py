"""What happens once, when the addon is installed."""


def post_init_hook(env):
    """Write down what kits consist of that were ordered before."""
    env["sale.order.line"]._aftersales_note_earlier_kits()
