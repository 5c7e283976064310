from odoo import SUPERUSER_ID, api
from odoo.tools import SQL

# Words that shops have not changed: customers may suggest something else since.
WORDS = {
    "sentence": (
        "Please accept or decline it by {T}.",
        "Please accept, decline or suggest something else by {T}.",
    ),
    "plain_sentence": (
        "Please accept or decline it.",
        "Please accept, decline or suggest something else.",
    ),
}


def migrate(cr, version):
    """Write down what is offered at this moment: offers were no records before."""
    for name, (old, new) in WORDS.items():
        # Translations of words that are gone go with them; they are loaded anew.
        cr.execute(
            SQL(
                """
                UPDATE aftersales_notification
                SET %(field)s = jsonb_build_object('en_US', %(new)s)
                WHERE document = 'claim' AND event = 'offer' AND audience = 'customer'
                  AND %(field)s ->> 'en_US' = %(old)s
                """,
                field=SQL.identifier(name),
                new=new,
                old=old,
            )
        )
    env = api.Environment(cr, SUPERUSER_ID, {})
    claims = env["aftersales.claim"].search(
        [("state", "=", "offer"), ("offer_ids", "=", False)]
    )
    # Who offered it is told by the messages of the claim alone.
    claims._record_offers(env["res.partner"])
