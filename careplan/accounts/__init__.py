"""People who sign in: accounts, passwords, server-side sessions."""
