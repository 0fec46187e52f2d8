"""What analysts decide about lines and labels, and how it is applied.

decisions       what was decided, by whom, about which words
rulings         decisions applied to links and changes: pure, on the way through ``tracker.pipeline``
review_queue    which changes an analyst should look at
line_decisions  decisions about lines as they stand: names, one or two, one dossier
decision_input  from what an analyst types to a decision
spreadsheet     the queue as a sheet, and decisions back from it
coded_units     units that people coded, taken as a reading
"""
