{
    "name": "Dropship After-Sales: Kits",
    "summary": "Claims on kits and on parts of them, from one supplier or several",
    "version": "19.0.1.2.0",
    "category": "Sales/Sales",
    "author": "Dropship After-Sales Contributors",
    "website": "https://github.com/dropship-aftersales/dropship-aftersales",
    "license": "LGPL-3",
    "auto_install": True,
    "depends": [
        "dropship_aftersales",
        "purchase_mrp",
        "sale_mrp",
    ],
    "data": [
        "views/aftersales_claim_views.xml",
        "views/portal_claim_form.xml",
    ],
    "post_init_hook": "post_init_hook",
    "uninstall_hook": "uninstall_hook",
}
