from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Write down what is offered at this moment: offers were no records before."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    claims = env["aftersales.claim"].search(
        [("state", "=", "offer"), ("offer_ids", "=", False)]
    )
    claims._record_offers(env["res.partner"])
    for claim in claims:
        offer = claim._current_offer()
        offer.valid_until = claim.deadline or claim._usual_offer_end()
        claim._write_engine({"deadline": offer.valid_until})
