"""Only what crosses features: people and roles, the outbox, the audit log, health."""
