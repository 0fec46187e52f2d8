"""What of two statements is compared, aspect by aspect, and how."""
