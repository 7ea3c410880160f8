"""E-mails: what they say in the reader's language, how they are built, and how they leave the outbox."""
