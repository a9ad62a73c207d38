"""POP, Protection through Online Participation. The map of this package: docs/architecture.md."""
