"""What a browser reads: fragments of HTML, situations as numbers, the address. No server, no framework."""
