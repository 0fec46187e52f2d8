"""Whether a label is right: what decides whether it is mailed, fitted to judged moves and scored on those left out."""
