"""Two units, how likely they are one promise: features of a pair and the model fitted on coded pairs."""
