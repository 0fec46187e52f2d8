"""What is inside a unit's span: condition, deadline, amount, items, and the words that carry its force."""
