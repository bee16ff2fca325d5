"""The parts of a .pptx file: text in placeholders, tables, charts, notes, the package and templates."""
