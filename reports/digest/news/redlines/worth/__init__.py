"""What a sentence of a text beside another is worth to a reader, and whether something moved in it.

``sentence_weights`` says by rule what it says, ``told_before`` and ``outlook`` what it tells for the record and sees coming, ``differences`` and
``moved_values`` how two sentences differ; ``sentence_model`` weighs all of it by sums that are fitted to judgements, ``guidance`` ranks the sentences of a board.
"""
