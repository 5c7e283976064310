from . import test_kit_costs
from . import test_kit_delivered
from . import test_kit_kinds
from . import test_kit_limits
from . import test_kit_parts
from . import test_kit_portal
from . import test_kits
from . import test_kits_unshipped
