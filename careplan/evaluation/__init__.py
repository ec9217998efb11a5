"""A school's own set of indicators for a year, and the marks by it: of the school, a checker, the authority."""
