"""The counselling room: who is there when, appointments, sealed notes, referrals. Only counts leave it (S32, S35)."""
