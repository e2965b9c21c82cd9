"""Small programs around the product: they prepare a machine, and are no part of the application."""
