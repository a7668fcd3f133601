"""The menu: tells what there is today."""

from web import serve

serve("menu", lambda: "noodles, dumplings, tea")
