"""The page Verantwoording."""

import streamlit as st

st.title("Verantwoording")
