from . import strategy
from . import refund
from . import preview
