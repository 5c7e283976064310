from . import demo_shop
from . import demo_dates
from . import demo_sales
from . import demo_story
from . import demo_messages
