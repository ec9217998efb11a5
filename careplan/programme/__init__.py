"""What is planned beside the sessions: media, parents' lessons, hours of help, electives with sign-ups."""
