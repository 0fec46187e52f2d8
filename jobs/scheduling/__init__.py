"""When a job is due, and running it once, under leases."""
