"""Forms: the shape of what is sent. The rules themselves are in the domain; a form reuses their limits."""
