from odoo import SUPERUSER_ID, api
from odoo.tools import SQL

# Words that shops have not changed, and that promised what a deadline decides since:
# (document, event, audience): {field: (old, new)}.
WORDS = {
    ("case", "ask", "supplier"): {
        "sentence": (
            "Is this fault yours? Please answer by {T}; otherwise we decide without "
            "you.",
            "Is this fault yours? Please answer by {T}. {D}",
        ),
        "plain_sentence": (
            "Is this fault yours? If we hear nothing, we decide without your answer.",
            "Is this fault yours? Please answer us.",
        ),
    },
    ("claim", "ask_evidence", "customer"): {
        "sentence": (
            "Please add what we list by {T}, or we decide without it.",
            "Please add what we list by {T}. {D}",
        ),
        "plain_sentence": (
            "Please add what we list; otherwise we decide with what we have.",
            "Please add what we list on its page.",
        ),
    },
}


def migrate(cr, version):
    """Say in messages what deadlines do, and give clocks to what waits already.

    Their time begins now: nobody is late by an upgrade. What silence means counts once
    the party has been told of it.
    """
    for (document, event, audience), texts in WORDS.items():
        for name, (old, new) in texts.items():
            # Translations of words that are gone go with them; they are loaded anew.
            cr.execute(
                SQL(
                    """
                    UPDATE aftersales_notification
                    SET %(field)s = jsonb_build_object('en_US', %(new)s)
                    WHERE document = %(document)s AND event = %(event)s
                      AND audience = %(audience)s
                      AND %(field)s ->> 'en_US' = %(old)s
                    """,
                    field=SQL.identifier(name),
                    new=new,
                    old=old,
                    document=document,
                    event=event,
                    audience=audience,
                )
            )
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["aftersales.clock"]._start_missing()
