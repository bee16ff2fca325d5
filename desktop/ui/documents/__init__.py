"""The Documents page: collections, the ledger of files, and a place to test what a question finds."""
