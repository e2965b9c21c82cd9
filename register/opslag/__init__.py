"""The store: registers in a database in which nothing is ever overwritten. The only folder that opens a database."""
