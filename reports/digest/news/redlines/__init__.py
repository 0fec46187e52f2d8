"""What a text says otherwise than the one before it in its series, sentence by sentence.

Here nothing is linked and no label is given: a sentence is gone from the text, new in it, or stands
in other words, and both texts are shown. That holds however the statements in them were read.

compared_text      a text beside the one before it
sentence_weights   what rules give each sentence that differs
counterparts       how much of a sentence the other text says
sentence_model     what it is worth to a reader, and whether it is what it is told as
redline_choice     which texts and sentences are told
redline_query      the texts, asked of the store
agreed_pairs       whether two agreed texts are of the same, and what is told of them
one_matter         whether two texts are on one matter, by their names
near_pairs         sentences that are gone and new and yet stand for each other
redline_sentence   the item in words
pointed_at         the sentence before one that says "this"
"""
