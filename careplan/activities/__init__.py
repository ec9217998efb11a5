"""The activity library: what can be held, concretely enough to be held from the page."""
