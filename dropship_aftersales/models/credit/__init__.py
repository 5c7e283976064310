from .demand import CreditDemand
from . import credit
