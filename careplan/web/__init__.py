"""HTTP without a feature: the guard in front of every view, errors, headers, shared form fields, filters."""
