"""Odoo's own tests, with and without our addons: what do we change for others?"""
