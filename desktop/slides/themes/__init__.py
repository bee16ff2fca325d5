"""The themes of decks: their colours and typefaces, and the masters and layouts that are built from them."""
