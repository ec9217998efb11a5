"""The school: profile, school years and calendar, bands and goals, squads, staff, venues, leading group."""
