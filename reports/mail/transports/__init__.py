"""The ways a mail leaves: SMTP, a folder, a maildir, an mbox, standard output."""
