"""The MkDocs side: labs as pages, decks beside chapters, and builds that fail on what is wrong."""
