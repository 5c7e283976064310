"""Photos are found again by one look-up, however many were sent."""

from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.base.models.ir_cron import IrCron

from ..models.evidence.evidence_reuse import BANDS, bands_of, neighbours
from ..models.evidence.photo import difference_hash
from .files import scene
from .reuse_common import ReuseCase


@tagged("post_install", "-at_install")
class TestEvidenceLookUp(ReuseCase):
    def test_every_near_photo_shares_a_band(self):
        bits = difference_hash(scene())
        own = bands_of(bits)
        self.assertEqual(len(BANDS), 4)
        # The hardest case: the six wrong bits are spread evenly.
        wrong = bits
        for place in (0, 5, 17, 30, 33, 60):
            wrong ^= 1 << place
        near = [
            band in neighbours(other)
            for band, other in zip(bands_of(wrong), own, strict=True)
        ]
        self.assertTrue(any(near))
        self.assertTrue(all(1 <= band <= 1 << 16 for band in own))

    def test_files_sent_before_are_known_by_and_by(self):
        before = self.shown.read(["checksum", "photo_hash", *BANDS, "size"])
        self.env.cr.execute(
            "UPDATE aftersales_evidence SET checksum = NULL, photo_hash = NULL,"
            " hash_band_1 = NULL, hash_band_2 = NULL, hash_band_3 = NULL,"
            " hash_band_4 = NULL, size = NULL WHERE id = %s",
            (self.shown.id,),
        )
        self.env.invalidate_all()
        self._grant(self.earlier, return_to="none")
        with patch.object(IrCron, "_commit_progress", lambda *_args, **_kw: 1.0):
            self.env["aftersales.evidence"]._cron_know_files()
        self.assertEqual(
            self.shown.read(["checksum", "photo_hash", *BANDS, "size"]), before
        )
        self.assertFalse(
            self.env["aftersales.evidence"].search([("checksum", "=", False)])
        )

    def test_one_look_up_finds_a_photo_among_a_hundred_thousand(self):
        self.env.cr.execute(
            """INSERT INTO aftersales_evidence (
                      name, claim_id, company_id, kind, source, checksum, photo_hash,
                      hash_band_1, hash_band_2, hash_band_3, hash_band_4)
               SELECT 'x', %s, %s, 'photo', 'customer', md5(n::text),
                      lpad(to_hex(n), 16, '0'),
                      hashint4(n) & 65535 | 1, hashint4(n + 1) & 65535 | 1,
                      hashint4(n + 2) & 65535 | 1, hashint4(n + 3) & 65535 | 1
                 FROM generate_series(1, 100000) n""",
            (self.earlier.id, self.company.id),
        )
        self.env.cr.execute("ANALYZE aftersales_evidence")
        claim = self._claim(self.order, 1)
        files = [(f"{n}.jpg", scene(n)) for n in range(8)]
        sent = claim._add_evidence(files, "customer")
        self.env.flush_all()
        self.env.invalidate_all()
        sent.mapped("claim_id.company_id")
        with self.assertQueryCount(1):
            found = sent._used_before()
        self.assertEqual([bool(rows) for rows in found.values()], [True] + [False] * 7)
        plan = self._plan(sent)
        self.assertNotIn("Seq Scan on aftersales_evidence", plan)
        self.assertIn("hash_band_1", plan)

    def _plan(self, evidence):
        """How the database looks these files up."""
        self.env.cr.execute(b"EXPLAIN " + self._query_of(evidence))
        return "\n".join(line for (line,) in self.env.cr.fetchall())

    def _query_of(self, evidence):
        cr = self.env.cr
        query = evidence._look_up_query()
        return cr.mogrify(query.code, query.params)
