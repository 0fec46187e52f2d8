"""Pages to browse: what the store holds, as a folder of files or from a server, by the same functions.

    store ──► index.SiteIndex ──► routes.ROUTES: gather, lay out, fill a template ──► publish (files) or reports.web (live)

A page is a frozen value with nothing left for its template to decide. Addresses in
it are relative to the root of the site; the template puts :attr:`PageFrame.root` before.
"""
