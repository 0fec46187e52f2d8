"""Formula watch: every use of a set phrase across all issuers, its variants, and who left it out. Pure.

wording    a formula as words: which carry it, and what may be missing of it
chains     which words of a sentence may be it
alignment  how a stretch of text differs from it
tolerance  how far the stretch may differ and still be a use
uses       where a text uses it
surroundings  what stands around a use and makes it something else
partial    uses that lack a word: which of them mean the formula
phrase_subject  what a formula is about
history    uses, variants, omissions and returns over all texts
omissions  which texts are comparable, and which of them leave it out
suggest    the steadiest phrases of an archive
"""
