"""The rules of the transition: tables and a date in, tables out. No files, no geometry, no clock, no screen."""
