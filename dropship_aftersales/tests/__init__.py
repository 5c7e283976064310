from . import test_reverse_shipment
from . import test_settlement
from . import test_settlement_adoption
from . import test_settlement_arithmetic
