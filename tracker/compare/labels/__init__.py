"""From what differs to a label, and whether it is sure enough to be mailed."""
