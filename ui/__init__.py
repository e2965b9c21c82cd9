"""The screen: one file per page and what they share. The only package that imports streamlit."""
