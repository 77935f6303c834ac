"""The events of an arm, drawn so that every published count comes out."""
