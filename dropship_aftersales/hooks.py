"""What happens once, when the addon is installed or removed."""


def post_init_hook(env):
    """Give companies that exist already what new ones get at creation."""
    companies = env["res.company"].with_context(active_test=False).search([])
    companies._aftersales_return_types()
    companies._create_aftersales_sequences()


def uninstall_hook(env):
    """Nothing is recomputed: refunded orders must not open again."""
