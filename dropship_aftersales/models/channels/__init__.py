from . import channel
from . import email
from . import sms
from . import inapp
from . import activity
