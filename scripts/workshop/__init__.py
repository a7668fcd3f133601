"""The kit: one source that is read as a site, projected as decks and executed as labs."""
