"""The rows above the hits that answer a question: who voted against, sums, what moved, whether and when something was said."""
