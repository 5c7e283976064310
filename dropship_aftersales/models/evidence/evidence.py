import base64
import binascii
from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..claims.claim import UNDECIDED
from .evidence_type import FILE_KINDS
from .photo import MAX_PIXELS, PHOTOS, UNREADABLE, open_photo, photo_copy

# (offset, signature) of what is no picture; a file is what it contains, not its name.
SIGNATURES = (
    (0, b"%PDF-", "document", "application/pdf"),
    # Photos as iPhones keep them. Nothing here opens them, so nobody sees a picture
    # and where it was taken cannot be taken out: they are files.
    *(
        (4, b"ftyp" + brand, "document", "image/heic")
        for brand in (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1")
    ),
    (4, b"ftypqt", "video", "video/quicktime"),
    (4, b"ftyp", "video", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video", "video/webm"),
)
# Same container as MP4, but pictures and sound: no browser plays them as a video.
NOT_VIDEO = frozenset({b"avif", b"avis", b"M4A "})
# Said by the file itself and by who sent it.
KNOWN_FROM_CONTENT = frozenset(
    {"kind", "mimetype", "source", "company_id", "thumbnail", "size", "checksum"}
)
MAX_BYTES = 25 * 1024 * 1024
MAX_FILES = 20
THUMBNAIL = 256


class AftersalesEvidence(models.Model):
    """One photo, video or document that shows what is wrong.

    Its ``source`` is whoever sent it, by the door it came through: the pages of
    customers and suppliers, and the interface by which a shop passes on what its
    customer sent. What an agent adds is the agent's, also what reached him by mail:
    nothing proves where that came from, he may replace it, and a file that says to be
    the customer's counts as his answer.
    """

    _name = "aftersales.evidence"
    _description = "After-Sales Evidence"
    _inherit = ["aftersales.links.mixin"]
    _order = "id"

    name = fields.Char(required=True)
    claim_id = fields.Many2one(
        "aftersales.claim", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="claim_id.company_id", store=True, index=True)
    line_id = fields.Many2one("aftersales.claim.line", index="btree_not_null")
    kind = fields.Selection(FILE_KINDS, required=True, readonly=True)
    mimetype = fields.Char(readonly=True)
    content = fields.Binary(attachment=True, required=True)
    thumbnail = fields.Binary(
        attachment=True,
        readonly=True,
        help="A small copy of a photo, without camera data.",
    )
    source = fields.Selection(
        [("customer", "Customer"), ("supplier", "Supplier"), ("agent", "Agent")],
        required=True,
        default="agent",
        readonly=True,
        copy=False,
    )
    shared_with_supplier = fields.Boolean(
        help="The supplier sees a copy without camera data and file name."
    )
    size = fields.Integer(readonly=True, help="In bytes.")
    checksum = fields.Char(
        readonly=True,
        index="btree_not_null",
        help="The same for files with the same content.",
    )

    @api.model
    def _recognise(self, name, content):
        """What kind of evidence ``content`` is, by what is in it.

        :return: ``(kind, mimetype)``
        :raise ValidationError: it is too large, or nothing we accept
        """
        if not content:
            raise ValidationError(self.env._("%s is empty. Choose it again.", name))
        if len(content) > MAX_BYTES:
            raise ValidationError(
                self.env._(
                    "%(name)s is larger than %(limit)s MB. Send a shorter video or a "
                    "smaller photo.",
                    name=name,
                    limit=MAX_BYTES // (1024 * 1024),
                )
            )
        for offset, signature, kind, mimetype in SIGNATURES:
            if content[offset : offset + len(signature)] == signature:
                if mimetype == "video/mp4" and content[8:12] in NOT_VIDEO:
                    raise ValidationError(self._unusable_words(name))
                return kind, mimetype
        try:
            with open_photo(content) as image:
                width, height = image.size
                mimetype = PHOTOS[image.format]
        except UNREADABLE as error:
            raise ValidationError(self._unusable_words(name)) from error
        if width * height > MAX_PIXELS:
            raise ValidationError(
                self.env._("%s has too many pixels. Send a smaller photo.", name)
            )
        return "photo", mimetype

    def _unusable_words(self, name):
        return self.env._(
            "%s cannot be used. Send JPG, PNG or WebP photos, MP4 or MOV videos, or a "
            "PDF.",
            name,
        )

    @api.constrains("line_id", "claim_id")
    def _check_line(self):
        for evidence in self:
            if evidence.line_id and evidence.line_id.claim_id != evidence.claim_id:
                raise ValidationError(
                    self.env._(
                        "%s belongs to another claim.", evidence.line_id.display_name
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_source(vals_list)
        self._check_count(vals_list)
        vals_list = [
            self._with_recognised_content({"content": False, **vals})
            for vals in vals_list
        ]
        # Evidence is kept as it was sent; making photos smaller also costs much of
        # the server's time on request of a stranger.
        as_sent = self.with_context(image_no_postprocess=True)
        self._check_total(vals_list)
        evidence = super(AftersalesEvidence, as_sent).create(vals_list)
        evidence._check_open()
        return evidence.with_env(self.env)

    def _check_source(self, vals_list):
        """Refuse what is said to be somebody else's; see :meth:`_keep_beside`."""
        if not self.env.su and any(
            vals.get("source", "agent") != "agent" for vals in vals_list
        ):
            raise UserError(
                self.env._(
                    "What you add is yours, whoever gave it to you. Leave out who sent "
                    "it; a shop passes on its customers' files by “api_add_evidence”."
                )
            )

    def _check_count(self, vals_list):
        """Refuse more files than a claim may have, before any of them is stored."""
        added = Counter(vals.get("claim_id") for vals in vals_list)
        for claim in self.env["aftersales.claim"].browse(filter(None, added)):
            if len(claim.evidence_ids) + added[claim.id] <= MAX_FILES:
                continue
            raise ValidationError(
                self.env._(
                    "%(limit)s files at most. Remove some, or write to us.",
                    limit=MAX_FILES,
                )
            )

    def _check_total(self, vals_list):
        """Refuse more bytes than a claim may have."""

    def _write_found(self, vals):
        """Write what was found out about files, decided or not, past ``write``."""
        return super().write(vals)  # pylint: disable=super-method-mismatch

    def write(self, vals):
        if vals.keys() & KNOWN_FROM_CONTENT:
            raise UserError(
                self.env._("What a file is, and who sent it, is not written by hand.")
            )
        if vals.keys() & {"name", "content", "claim_id"} and self.filtered(
            lambda evidence: evidence.source != "agent"
        ):
            raise UserError(
                self.env._("What others sent stays as they sent it. Add another file.")
            )
        if vals.keys() - {"shared_with_supplier"}:
            self._check_open()
        result = super().write(self._with_recognised_content(vals))
        if "claim_id" in vals:
            self._check_open()
        return result

    def _with_recognised_content(self, vals):
        """``vals`` with kind and type as the content says, whoever sends it."""
        if "content" not in vals:
            return vals
        try:
            content = base64.b64decode(vals["content"] or b"")
        except (binascii.Error, ValueError, TypeError):
            content = b""
        name = vals.get("name") or self[:1].name or self.env._("The file")
        return {**vals, **self._prepare_content_vals(name, content)}

    def _prepare_content_vals(self, name, content):
        """What the file itself tells.

        :param bytes content: the file
        :raise ValidationError: it is nothing we accept
        """
        kind, mimetype = self._recognise(name, content)
        small = b""
        if kind == "photo":
            small = photo_copy(content, THUMBNAIL)
            if not small:
                raise ValidationError(self._unusable_words(name))
        return {
            "kind": kind,
            "mimetype": mimetype,
            "thumbnail": base64.b64encode(small) or False,
            "size": len(content),
            "checksum": self.env["ir.attachment"]._compute_checksum(content),
        }

    def _keep_beside(self, files, vals):
        """Keep files; what is among this evidence already is not kept twice, as when
        a form is sent again.

        :param list files: ``(name, bytes)`` pairs
        :param dict vals: values of the evidence to create, its ``source`` as well:
            who may add files, and for whom, is checked by the door they come through
        :return: the evidence of these files, created or there already
        """
        checksum = self.env["ir.attachment"]._compute_checksum
        known = self._by_checksum()
        sent = {checksum(content): (name, content) for name, content in files}
        new = {key: file for key, file in sent.items() if key not in known}
        # Nobody says by himself that a file is another party's.
        creator_sudo = self if vals["source"] == "agent" else self.sudo()
        created = creator_sudo.create(
            [
                {**vals, "name": name[:200], "content": base64.b64encode(content)}
                for name, content in new.values()
            ]
        )
        known |= dict(zip(new, created.with_env(self.env), strict=True))
        kept = self.browse([known[key].id for key in sent])
        # What is there already is refused too, where nothing is taken any more.
        kept._check_open()
        return kept

    def _by_checksum(self):
        """``{checksum of the file: evidence}``"""
        return {
            attachment.checksum: self.browse(attachment.res_id)
            for attachment in self._attachments_sudo()
        }

    def _attachments_sudo(self):
        """What holds the files themselves, with all rights."""
        # Files of evidence belong to its reader.
        attachments_sudo = self.env["ir.attachment"].sudo()
        return attachments_sudo.search(
            [
                ("res_model", "=", self._name),
                ("res_field", "=", "content"),
                ("res_id", "in", self.ids),
            ]
        )

    @api.ondelete(at_uninstall=False)
    def _check_open(self):
        """Evidence is frozen by the decision: it is what was decided on."""
        if closed := self.claim_id.filtered(
            lambda claim: claim.state not in ("draft", *UNDECIDED)
        ):
            raise UserError(
                self.env._(
                    "%s is decided; its evidence stays as it is.",
                    ", ".join(closed.mapped("name")),
                )
            )


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    def _add_evidence(self, files, source):
        """Keep files as evidence of this claim.

        :param list files: ``(name, bytes)`` pairs
        :param str source: who sent them: customer, supplier or agent
        :return: the evidence of these files, created or there already
        :raise ValidationError: a file cannot be used, or there are too many; none is
            kept then
        """
        self.ensure_one()
        theirs = self.evidence_ids.filtered(lambda file: file.source == source)
        return theirs._keep_beside(files, {"claim_id": self.id, "source": source})
