from . import strategy
from . import refund
