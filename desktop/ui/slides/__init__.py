"""The Slides page: material in, an outline to edit, a preview drawn from the deck's own geometry, a .pptx out."""
