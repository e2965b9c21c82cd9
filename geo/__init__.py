"""Files, CRS, geometry, map layers and exports: one module per effect."""
