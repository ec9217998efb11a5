"""What training counts for: rule sets as data, and an engine that knows neither clock nor table (S47). Pure."""
