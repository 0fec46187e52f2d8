"""Text as such: clean-up, dates, words, links to a quote. Nothing of releases or stores."""
