"""Where releases are announced, and what their documents say.

feed      RSS or Atom                    body from the feed, or fetched
listing   an HTML index page, by CSS     fetched
json      a JSON endpoint, by paths      body from the list, or fetched
sitemap   sitemap.xml, or an index       fetched
pages     a list of URLs                 fetched
files     a folder                       body from the file

:mod:`tracker.sources.asking` asks a source of any kind, :mod:`tracker.sources.declaration` reads one
from config.toml. Nothing is imported here: who reads a declaration does not wait for what reads pages.
"""
