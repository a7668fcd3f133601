"""The MkDocs side: checks the sources, shows labs as pages, writes decks. Executes no command that a page shows."""
