"""What analysts decide about lines and labels, and how it is applied.

decisions   what was decided, by whom, about which words
rulings     decisions applied to links and changes: pure, on the way through ``tracker.pipeline``
doubts      which changes an analyst should look at
"""
