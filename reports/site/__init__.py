"""Pages to browse: what the store holds, as a folder of files or from a server, by the same functions.

    store ──► survey.Atlas ──► pages.PAGES: gather, lay out, fill a template ──► build (files) or serve (live)

A page is a frozen value with nothing left for its template to decide. Addresses in
it are relative to the root of the site; the template puts :attr:`Frame.root` before.
"""
