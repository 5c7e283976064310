from odoo import SUPERUSER_ID, api

BATCH = 1000


def migrate(cr, version):
    """Work out what we bear of the items of open claims; of ended ones with a single
    item it is what the claim says."""
    cr.execute(
        """
        UPDATE aftersales_claim_line AS line
           SET exposure = claim.exposure
          FROM aftersales_claim AS claim
         WHERE claim.id = line.claim_id
           AND claim.exposure > 0
           AND NOT EXISTS (
               SELECT 1
                 FROM aftersales_claim_line AS other
                WHERE other.claim_id = line.claim_id AND other.id != line.id
           )
        """
    )
    env = api.Environment(cr, SUPERUSER_ID, {})
    lines = env["aftersales.claim.line"]
    found = lines.search(
        [
            "|",
            ("claim_id.state", "not in", ("draft", "closed", "cancelled")),
            "&",
            ("claim_id.exposure", ">", 0),
            ("exposure", "=", False),
        ],
        order="id",
    )
    own, total = lines._fields["exposure"], env["aftersales.claim"]._fields["exposure"]
    for start in range(0, len(found), BATCH):
        batch = found[start : start + BATCH]
        env.add_to_compute(own, batch)
        env.add_to_compute(total, batch.claim_id)
        env.flush_all()
        env.invalidate_all()
