"""The faces: a file per page of the screen and what they share, and the Dutch of the terminal.

The only package that imports streamlit; `ui.terminal` does not, so that the command line starts at once.
"""
