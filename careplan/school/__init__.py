"""The school itself: profile, school years and calendar, grade bands and goals, squads, staff, venues, leading group."""
