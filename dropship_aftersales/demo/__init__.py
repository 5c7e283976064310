from . import demo_shop
