"""The command line: `opdrachten` says what can be asked, in Dutch, and starts at once; the others answer."""
