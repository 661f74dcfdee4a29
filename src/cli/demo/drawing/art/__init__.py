"""The flat vector scenes of the demo, drawn by code: kit (paint and rooms), things by theme, scenes by theme."""
