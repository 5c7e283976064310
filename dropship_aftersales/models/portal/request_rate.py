"""How many requests one customer, or one internet address, may open a day."""

import ipaddress
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import hmac

PARAMETER = "dropship_aftersales.requests_per_%s"
# Requests within 24 hours; the system parameters say otherwise, 0 is no limit.
DEFAULTS = {"customer": 10, "address": 30}
PERIOD = timedelta(days=1)


class AftersalesRequestAddress(models.Model):
    """That somebody at an internet address opened a request.

    The address itself is not kept: a keyed hash recognises it for a day.
    """

    _name = "aftersales.request.address"
    _description = "Address of a Request"
    _log_access = False

    key = fields.Char(required=True, readonly=True)
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    _key_date_index = models.Index("(key, date)")

    @api.model
    def _key_of(self, address):
        """A hash of the network that ``address`` stands for; empty if it is none.

        Whoever has an IPv6 address has the billions that share its first 64 bits.
        """
        try:
            number = ipaddress.ip_address(address or "")
        except ValueError:
            return ""
        if number.version == 6:
            number = number.ipv4_mapped or ipaddress.ip_network((number, 64), False)
        # The key of the hash is the database's own secret.
        return hmac(self.env(su=True), "aftersales-request-address", str(number))

    @api.autovacuum
    def _gc_addresses(self):
        """Nothing is known of an address after a day."""
        limit = fields.Datetime.now() - PERIOD
        self.search([("date", "<", limit)], limit=10_000).unlink()


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    @api.model
    def _check_request_rate(self, order, address):
        """Count a request that a visitor opens on ``order`` now.

        Agents and the shop's own programs do not come here. The caller runs it as
        the system user.

        :param str address: internet address of the visitor
        :raise UserError: too many within 24 hours
        """
        since = fields.Datetime.now() - PERIOD
        limit = self._request_limit("customer")
        partner = order.partner_id.commercial_partner_id
        if limit and limit <= self.search_count(
            [
                ("channel", "=", "portal"),
                ("commercial_partner_id", "=", partner.id),
                ("create_date", ">=", since),
            ],
            limit=limit,
        ):
            raise UserError(self._too_many_words(limit, order.company_id))
        addresses = self.env["aftersales.request.address"]
        key = addresses._key_of(address)
        if not key:
            return
        limit = self._request_limit("address")
        if limit and limit <= addresses.search_count(
            [("key", "=", key), ("date", ">=", since)], limit=limit
        ):
            raise UserError(self._too_many_words(limit, order.company_id))
        addresses.create({"key": key})

    @api.model
    def _request_limit(self, what):
        """Requests a day of one ``customer`` or ``address``; 0 is no limit."""
        given = self.env["ir.config_parameter"].get_param(PARAMETER % what)
        return int(given) if given and given.isdigit() else DEFAULTS[what]

    def _too_many_words(self, limit, company):
        if company.phone:
            return self.env._(
                "That were %(limit)s requests within 24 hours, as many as we take "
                "online. Call us: ☎ %(phone)s. Or come back tomorrow.",
                limit=limit,
                phone=company.phone,
            )
        return self.env._(
            "That were %(limit)s requests within 24 hours, as many as we take online. "
            "Write to us, or come back tomorrow.",
            limit=limit,
        )
