"""The till: tells what a bowl of noodles costs, in the currency that it is given."""

import os
import sys

from web import serve

if "TILL_CURRENCY" not in os.environ:
    sys.exit("till: TILL_CURRENCY is not set")
serve("till", lambda: f"noodles: 18 {os.environ['TILL_CURRENCY']}")
