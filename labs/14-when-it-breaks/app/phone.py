"""The phone: takes orders, from those whom it listens to."""

import os

from web import serve

serve("phone", lambda: "your order, please", host=os.environ["PHONE_LISTENS_ON"])
