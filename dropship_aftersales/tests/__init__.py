from . import test_reverse_shipment
from . import test_settlement
from . import test_settlement_adoption
from . import test_settlement_arithmetic
from . import test_native_return
from . import test_unshipped
