"""What happens once, when the addon is installed or removed."""


def post_init_hook(env):
    """Give companies that exist already what new ones get at creation."""


def uninstall_hook(env):
    """Nothing is recomputed: refunded orders must not open again."""
