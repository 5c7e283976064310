from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

MESSAGE_FIELDS = frozenset(
    {"message_ids", "website_message_ids", "message_follower_ids", "activity_ids"}
)


class AftersalesPrivateMessagesMixin(models.AbstractModel):
    """Keeps customers and suppliers from searching what they may not read.

    Searching by messages finds internal notes too, letter by letter; on claims and
    cases they name what one party must not know of the other.
    """

    _name = "aftersales.private.messages.mixin"
    _description = "After-Sales Private Messages"

    @api.model
    def _search(self, domain, *args, **kwargs):
        if self.env.user.share and not self.env.su:
            for condition in Domain(domain).iter_conditions():
                if condition.field_expr.split(".")[0] in MESSAGE_FIELDS:
                    raise AccessError(
                        self.env._("Messages are read on the page, not searched.")
                    )
        return super()._search(domain, *args, **kwargs)
