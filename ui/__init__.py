"""The screen: a file per page and what they share. The only package that imports streamlit."""
