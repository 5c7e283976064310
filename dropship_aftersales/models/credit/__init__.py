from .demand import CreditDemand
from . import credit
from . import card
