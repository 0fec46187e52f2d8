"""The site from a server: the pages of :mod:`reports.site`, read-only, as the store is now. Extra ``[web]``.

    request ──► guard: method, length, host, password ──► app: page, asset or probe ──► headers ──► answer
                                                           │
                      current: the atlas in force ─────────┤ a page held? else rendered in a small pool of threads
                      cache: finished pages, compressed ───┘

One process, one event loop. Nothing here writes to the store.
"""
