"""The machine: its disk and its clock. No other room reaches for them."""
