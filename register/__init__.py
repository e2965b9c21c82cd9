"""The registers: read, checked and built; see `register.register` for the way in."""
