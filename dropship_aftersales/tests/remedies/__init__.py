from . import test_refund
from . import test_refund_matrix
from . import test_refund_receipt
from . import test_refund_unshipped
