"""The site from a server: the pages of :mod:`reports.site`, as the store is now. Extra ``[web]``.

    request ──► middleware: method, length, host, password ──► app: page, asset or probe ──► headers ──► answer
                                                                │
                      live_index: the index in force ───────────┤ a page held? else rendered in a small pool of threads
                      cache: finished pages, compressed ────────┘

Each process has one event loop and one socket; workers runs several of them.
Nothing here writes to the store but :mod:`reports.web.review_app`, where an analyst may decide; review_guard says who that is.
"""
