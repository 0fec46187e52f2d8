"""A digest as mail: composed for a subscriber, written as MIME, handed to a transport."""
