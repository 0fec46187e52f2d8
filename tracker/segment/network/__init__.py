"""The trained reader's network: windows of word pieces in, spans with kind and probability out."""
