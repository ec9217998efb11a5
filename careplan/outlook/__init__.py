"""Looking ahead: which sessions lose their leader to a certificate, and which training would help most (S48)."""
