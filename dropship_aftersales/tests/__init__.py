from . import test_reverse_shipment
