"""Every measure counted again in plain SQL, written apart from the loader and the measures.

Each statement answers numerator and denominator for school :school as of :day in the world of `played_year`.
"""

from __future__ import annotations

BASE = """
WITH roll AS (SELECT * FROM child WHERE school_id = :school AND joined_on <= :day AND (left_on IS NULL OR left_on > :day)),
parent AS (SELECT * FROM family_member WHERE relation IN ('father', 'mother') AND NOT is_carer),
lb AS (SELECT * FROM roll c WHERE
  EXISTS (SELECT 1 FROM parent f WHERE f.child_id = c.id AND f.away)
  AND (SELECT count(*) FROM parent f WHERE f.child_id = c.id AND (f.away OR f.can_care = 0)) = 2),
squads AS (SELECT q.*, 2026 - q.entry_year + 1 AS grade, b.code AS band FROM squad q
  JOIN band b ON b.school_id = q.school_id AND 2026 - q.entry_year + 1 BETWEEN b.first_grade AND b.last_grade
  WHERE q.school_id = :school AND q.active),
counted AS (SELECT s.*, a.method, a.strand, a.tier, a.goals, a.domains, a.abilities, a.audiences, a.posts AS asked,
    w.kind AS venue_kind, w.off_campus FROM team_session s
  JOIN schedule_version v ON v.id = s.schedule_id JOIN activity a ON a.id = s.activity_id JOIN venue w ON w.id = s.venue_id
  WHERE s.school_id = :school AND (v.state = 'published' OR v.state = 'superseded' AND s.state = 'held')),
due AS (SELECT * FROM counted WHERE day < :day OR day = :day AND state <> 'planned'),
held AS (SELECT * FROM due WHERE state = 'held'),
at AS (SELECT h.*, j.squad_id AS at_squad FROM held h JOIN team_session_squad j ON j.team_session_id = h.id),
class AS (SELECT DISTINCT counselor_id AS id FROM squads),
course AS (SELECT * FROM training_record WHERE school_id = :school AND ends_on BETWEEN '2026-08-01' AND :day),
met AS (SELECT * FROM contact WHERE school_id = :school AND withdrawn_at IS NULL AND day BETWEEN '2026-08-01' AND :day),
step AS (SELECT * FROM aid_step WHERE school_id = :school AND taken_back_at IS NULL AND day <= :day),
aided AS (SELECT c.id, (SELECT min(day) FROM step WHERE case_id = c.id) AS asked,
    (SELECT min(e.day) FROM aid_entry e WHERE e.case_id = c.id AND e.kind IN ('paid', 'goods') AND e.undoes_id IS NULL
      AND e.day <= :day AND e.id NOT IN (SELECT undoes_id FROM aid_entry WHERE undoes_id IS NOT NULL)) AS came,
    (SELECT state = 'refused' OR state = 'ended' AND c.id NOT IN (SELECT case_id FROM step WHERE state = 'granted')
      FROM step WHERE case_id = c.id ORDER BY id DESC LIMIT 1) AS refused
  FROM aid_case c WHERE c.school_id = :school),
lag AS (SELECT julianday(recorded_on) - julianday(happened_on) AS days FROM child_change
  WHERE school_id = :school AND recorded_on BETWEEN '2026-08-01' AND :day AND happened_on IS NOT NULL),
beside AS (SELECT i.*, s.kind, s.grades FROM programme_item i JOIN programme_series s ON s.id = i.series_id
  WHERE i.school_id = :school AND (i.day < :day OR i.day = :day AND i.state <> 'planned')),
months AS (SELECT '2026-09' AS m UNION SELECT '2026-10'),
pairs AS (SELECT q.id AS squad, g.code, g.minimum, (SELECT count(*) FROM at, json_each(at.goals) e
    WHERE at.at_squad = q.id AND e.value = g.code) AS n,
    (SELECT count(*) FROM counted c JOIN team_session_squad j ON j.team_session_id = c.id, json_each(c.goals) e
    WHERE j.squad_id = q.id AND e.value = g.code AND (c.state = 'held' AND c.day <= :day OR c.state = 'planned' AND c.day >= :day)) AS ahead
  FROM squads q JOIN (SELECT g.code, b.code AS band, pg.minimum FROM plan_goal pg JOIN goal g ON g.id = pg.goal_id
    JOIN band b ON b.id = g.band_id WHERE g.school_id = :school) g ON g.band = q.band)
"""
VALID = "state = 'recognised' AND valid_from <= {day} AND (valid_until IS NULL OR valid_until >= {day})"
OF_HELD = "SELECT count(*) FILTER (WHERE {}), count(*) FROM held"
OF_LB = "SELECT count(*) FILTER (WHERE {}), count(*) FROM lb"
FILED = """SELECT lb.id, (id_index IS NOT NULL OR student_number IS NOT NULL) + (address IS NOT NULL AND boards IS NOT NULL)
  + (health <> '') + (school_register <> '') + 1 + EXISTS (SELECT 1 FROM family_member f WHERE f.child_id = lb.id
    AND f.phone IS NOT NULL AND (f.is_carer OR NOT f.away)) + (SELECT min(f.works_at <> '' AND f.phone IS NOT NULL)
    FROM parent f WHERE f.child_id = lb.id AND f.away) AS done FROM lb"""
FACE = """CAST(round((5.0 * sum(json_extract(counts, '$.{0}.good')) + 3 * sum(json_extract(counts, '$.{0}.fair'))
  + sum(json_extract(counts, '$.{0}.poor'))) / sum(json_extract(counts, '$.{0}.good') + json_extract(counts, '$.{0}.fair')
  + json_extract(counts, '$.{0}.poor'))) AS INT)"""
SAID = f""", children AS (SELECT team_session_id, {FACE.format("interesting")} AS interesting, {FACE.format("aimed")} AS aimed,
  {FACE.format("effective")} AS effective FROM class_answers WHERE school_id = :school GROUP BY team_session_id
  HAVING sum(json_extract(counts, '$.aimed.good') + json_extract(counts, '$.aimed.fair') + json_extract(counts, '$.aimed.poor')) >= 5
    AND sum(code IS NOT NULL) = 0),
said AS (SELECT f.* FROM (SELECT team_session_id, interesting, aimed, effective FROM feedback UNION ALL SELECT * FROM children) f
  JOIN held ON held.id = f.team_session_id)"""
TOLD = """, told AS (SELECT due_on, solved_on, date(raised_at, '+8 hours') AS raised_on FROM obstacle WHERE school_id = :school
  AND date(raised_at, '+8 hours') BETWEEN '2026-08-01' AND :day)"""

HAPPENED = """, happened AS (SELECT e.id, e.known_at, (SELECT min(at) FROM (
    SELECT t.done_at AS at FROM event_task t WHERE t.care_event_id = e.id UNION ALL SELECT s.sent_at FROM escalation s WHERE s.care_event_id = e.id)
    WHERE date(at, '+8 hours') <= :day) AS acted FROM care_event e
  WHERE e.school_id = :school AND e.withdrawn_at IS NULL AND date(e.known_at, '+8 hours') BETWEEN '2026-08-01' AND :day),
timed AS (SELECT *, round((julianday(acted) - julianday(known_at)) * 24, 3) AS hours FROM happened)"""
GOALS = """SELECT sum(step), 4 * count(*) FROM (SELECT CASE WHEN g.state = 'reached' THEN 4 ELSE coalesce((SELECT p.step FROM goal_progress p
  WHERE p.care_goal_id = g.id AND p.day <= :day ORDER BY p.day DESC, p.id DESC LIMIT 1), 0) END AS step
  FROM care_goal g WHERE g.school_id = :school AND g.state <> 'dropped' AND g.aspect = '{}')"""

SQL = {
    "leading_group_named": "SELECT count(*) FILTER (WHERE duty <> ''), count(*) FROM leading_group_member WHERE school_id = :school",
    "leader_named": "SELECT max(is_head), 1 FROM leading_group_member WHERE school_id = :school",
    "year_plan_approved": "SELECT count(*) FILTER (WHERE state = 'approved'), count(*) FROM year_plan WHERE school_id = :school",
    "plan_approval_days": "SELECT julianday('2026-09-04') - julianday('2026-09-01'), 1",
    "protected_time": "SELECT count(DISTINCT l.squad_id), count(DISTINCT q.id) FROM squads q LEFT JOIN squad_lesson l ON l.squad_id = q.id",
    "protected_time_kept": """SELECT count(*) FILTER (WHERE EXISTS (SELECT 1 FROM squad_lesson l WHERE l.squad_id = at.at_squad
      AND l.period = at.period AND l.weekday % 7 = CAST(strftime('%w', at.day) AS INT))), count(*) FROM at""",
    "budget_set": "SELECT count(*) FILTER (WHERE budget_fen > 0), count(*) FROM year_plan WHERE school_id = :school",
    "schedule_covers_squads": """SELECT count(*) FILTER (WHERE id IN (SELECT j.squad_id FROM counted c
      JOIN team_session_squad j ON j.team_session_id = c.id)), count(*) FROM squads""",
    "register_each_term": OF_LB.format("joined_on <= '2026-09-02'"),
    "file_completeness": f"SELECT count(*) FILTER (WHERE done = 7), count(*) FROM ({FILED})",
    "file_parts_filled": f"SELECT sum(done), 7 * count(*) FROM ({FILED})",
    "definition_known": OF_LB.format("id IN (SELECT child_id FROM parent WHERE away GROUP BY child_id HAVING count(*) = 1) OR id IN (SELECT child_id FROM family_member WHERE is_carer)"),
    "change_lag": "SELECT sum(days), count(*) FROM lag",
    "change_prompt": "SELECT count(*) FILTER (WHERE days <= 7), count(*) FROM lag",
    "consent_rate": OF_LB.format("id IN (SELECT child_id FROM consent WHERE purpose = 'file' AND state = 'given')"),
    "responsible_person": OF_LB.format("id IN (SELECT child_id FROM care_assignment WHERE since <= :day AND (until IS NULL OR until > :day))"),
    "session_completion": "SELECT count(*) FILTER (WHERE state = 'held'), count(*) FROM due WHERE planned",
    "unexcused_cancellations": "SELECT count(*), 1 FROM due WHERE state = 'planned' OR state = 'cancelled' AND reason = ''",
    "reached_every_child": OF_LB.format("id IN (SELECT t.child_id FROM attendance t JOIN held ON held.id = t.team_session_id WHERE t.state IN ('present', 'late'))"),
    "attendance_rate": "SELECT count(*) FILTER (WHERE t.state IN ('present', 'late')), count(*) FROM attendance t JOIN held ON held.id = t.team_session_id",
    "child_led_share": "SELECT count(*) FILTER (WHERE n > 0), count(*) FROM (SELECT sum(led) AS n FROM attendance t JOIN held ON held.id = t.team_session_id GROUP BY t.team_session_id)",
    "parent_participation": """SELECT count(*) FILTER (WHERE n > 0), count(n) FROM (SELECT parents_came AS n FROM held WHERE audiences LIKE '%parents%'
      UNION ALL SELECT came FROM beside WHERE kind = 'parents-lesson' AND state = 'done')""",
    "three_audiences": """SELECT count(DISTINCT one), 3 * (SELECT count(*) FROM squads) FROM (SELECT at_squad || e.value AS one FROM at, json_each(at.audiences) e
      UNION ALL SELECT q.id || 'parents' FROM squads q, beside b WHERE b.kind = 'parents-lesson' AND b.state = 'done'
        AND (b.grades = '[]' OR q.grade IN (SELECT g.value FROM json_each(b.grades) g)))""",
    "monthly_rhythm": "SELECT count(*) FILTER (WHERE EXISTS (SELECT 1 FROM at WHERE at_squad = q.id AND strftime('%Y-%m', day) = m)), count(*) FROM squads q, months",
    "media_items": "SELECT (SELECT count(*) FROM held WHERE method = 'media') + (SELECT count(*) FROM beside WHERE state = 'done' AND kind IN ('broadcast', 'wall-newspaper')), 1",
    "media_rhythm": """SELECT count(*) FILTER (WHERE m IN (SELECT strftime('%Y-%m', day) FROM held WHERE method = 'media'
      UNION SELECT strftime('%Y-%m', day) FROM beside WHERE state = 'done' AND kind IN ('broadcast', 'wall-newspaper'))), count(*) FROM months""",
    "parents_lessons": "SELECT count(*) FILTER (WHERE state = 'done'), 1 FROM beside WHERE kind = 'parents-lesson'",
    "help_hours_kept": "SELECT count(*) FILTER (WHERE state = 'done'), count(*) FROM beside WHERE kind IN ('room', 'hotline')",
    "help_talks": """SELECT max(told), 1 FROM (WITH RECURSIVE
      by_month AS (SELECT strftime('%Y-%m', day) AS m, count(*) AS n FROM help_given WHERE school_id = :school
        AND day >= '2026-08-01' AND strftime('%Y-%m', day) < strftime('%Y-%m', :day) GROUP BY m),
      numbered AS (SELECT n, row_number() OVER (ORDER BY m) AS r FROM by_month),
      walk AS (SELECT 0 AS r, 0 AS waits, 0 AS told UNION ALL SELECT numbered.r,
        CASE WHEN waits + n >= 5 THEN 0 ELSE waits + n END, CASE WHEN waits + n >= 5 THEN told + waits + n ELSE told END
        FROM walk JOIN numbered ON numbered.r = walk.r + 1) SELECT told FROM walk)""",
    "expert_lectures": "SELECT count(*), 1 FROM held WHERE method = 'lecture' AND id IN (SELECT team_session_id FROM session_post WHERE role = 'expert')",
    "goal_coverage": "SELECT count(*) FILTER (WHERE n >= minimum), count(*) FROM pairs",
    "goal_progress": "SELECT sum(min(n, minimum)), sum(minimum) FROM pairs",
    "goals_scheduled": "SELECT count(*) FILTER (WHERE ahead >= minimum), count(*) FROM pairs",
    "psych_lessons": "SELECT sum(min(n, 4)), 4 * count(*) FROM (SELECT coalesce(sum(at.lessons), 0) AS n FROM squads q LEFT JOIN at ON at.at_squad = q.id AND at.domains <> '[]' GROUP BY q.id)",
    "experiential_share": OF_HELD.format("method IN ('game', 'role-play', 'outdoor')"),
    "interactive_share": OF_HELD.format("method IN ('game', 'role-play', 'outdoor', 'discussion')"),
    "lecture_share": OF_HELD.format("method = 'lecture'"),
    "outdoor_share": OF_HELD.format("method = 'outdoor'"),
    "off_campus_share": OF_HELD.format("off_campus"),
    "outside_classroom_share": OF_HELD.format("venue_kind <> 'classroom'"),
    "prevention_share": OF_HELD.format("tier = 'universal'"),
    "strand_balance": "SELECT min(n), sum(n) FROM (SELECT count(*) AS n FROM held GROUP BY strand)",
    "method_variety": "SELECT count(DISTINCT q.band || at.method), 10 FROM at JOIN squads q ON q.id = at.at_squad WHERE at.method IN ('scenario', 'role-play', 'discussion', 'game', 'recreation')",
    "ability_coverage": "SELECT count(DISTINCT at_squad || e.value), 4 * (SELECT count(*) FROM squads) FROM at, json_each(at.abilities) e",
    "visit_coverage": OF_LB.format("id IN (SELECT child_id FROM met WHERE kind = 'visit')"),
    "visit_next_date": "SELECT count(*), count(*) FROM met WHERE kind <> 'parent-call'",
    "visit_evenness": """SELECT min(n), avg(n) FROM (SELECT m, (SELECT count(*) FROM met WHERE kind <> 'parent-call'
      AND strftime('%Y-%m', day) = m) AS n FROM months)""",
    "parent_contact": OF_LB.format("id IN (SELECT child_id FROM met WHERE kind = 'parent-call' AND day > date(:day, '-31 days'))"),
    "recent_care": OF_LB.format("id IN (SELECT child_id FROM met WHERE day > date(:day, '-31 days'))"),
    "first_act_hours": f"{HAPPENED} SELECT sum(hours), count(*) FROM timed WHERE hours IS NOT NULL",
    "first_act_in_a_day": f"""{HAPPENED} SELECT count(*) FILTER (WHERE hours <= 24), count(*) FROM timed
      WHERE hours IS NOT NULL OR date(known_at, '+8 hours') <= date(:day, '-2 days')""",
    "goals_of_body": GOALS.format("body"),
    "goals_of_mind": GOALS.format("mind"),
    "teacher_training": "SELECT count(*) FILTER (WHERE id IN (SELECT staff_id FROM course WHERE content = 'psychology' AND state IN ('submitted', 'approved', 'sent', 'recognised'))), count(*) FROM class",
    "staff_training": "SELECT count(*) FILTER (WHERE id IN (SELECT staff_id FROM course WHERE state IN ('submitted', 'approved', 'sent', 'recognised'))), count(*) FROM staff_member WHERE school_id = :school AND kind = 'teacher' AND active",
    "training_hours": "SELECT sum(hours), (SELECT count(*) FROM class) FROM course WHERE staff_id IN (SELECT id FROM class) AND state IN ('submitted', 'approved', 'sent', 'recognised')",
    "leader_qualification": f"SELECT count(*) FILTER (WHERE id IN (SELECT staff_id FROM training_record WHERE qualification = 'counselor-trained' AND {VALID.format(day=':day')})), count(*) FROM class",
    "psych_certificates": f"SELECT count(*) FILTER (WHERE id IN (SELECT staff_id FROM training_record WHERE qualification LIKE 'mental-health-%' AND {VALID.format(day=':day')})), count(*) FROM staff_member WHERE school_id = :school AND kind = 'teacher' AND active",
    "qualified_on_the_day": f"""SELECT count(*) FILTER (WHERE EXISTS (SELECT 1 FROM session_post p JOIN training_record t ON t.staff_id = p.staff_id
      WHERE p.team_session_id = held.id AND t.qualification = 'counselor-trained' AND t.{VALID.format(day='held.day')})), count(*)
      FROM held WHERE asked LIKE '%counselor-trained%'""",
    "credits_recorded": "SELECT count(credits), count(*) FROM course WHERE state IN ('submitted', 'approved', 'sent', 'recognised')",
    "credits_recognised": "SELECT count(*) FILTER (WHERE state = 'recognised'), count(*) FROM course WHERE state IN ('submitted', 'approved', 'sent', 'recognised')",
    "counselor_load": "SELECT sum(held.lessons), count(DISTINCT p.staff_id) FROM held JOIN session_post p ON p.team_session_id = held.id AND p.role = 'leader'",
    "aid_delivered": "SELECT count(came), count(*) FROM aided WHERE asked >= '2026-08-01' AND NOT refused",
    "aid_days": """SELECT sum(julianday(came) - julianday(asked)), count(*) FROM aided
      WHERE asked >= '2026-08-01' AND came IS NOT NULL""",
    "annual_report": "SELECT count(*), 1 FROM report WHERE school_id = :school AND date(signed_at) <= :day",
    "satisfaction": f"{SAID} SELECT sum((interesting + aimed + effective) / 3.0), count(*) FROM said",
    "felt_effective": f"{SAID} SELECT count(*) FILTER (WHERE effective >= 4), count(*) FROM said",
    "feedback_rate": SAID + OF_HELD.format("id IN (SELECT team_session_id FROM said)"),
    "improvement_loop": f"""{TOLD} SELECT count(*) FILTER (WHERE solved_on <= :day), count(*) FROM told
      WHERE coalesce(due_on, date(raised_on, '+7 days')) <= :day OR solved_on <= :day""",
    "answer_days": f"{TOLD} SELECT sum(julianday(solved_on) - julianday(raised_on)), count(*) FROM told WHERE solved_on <= :day",
}  # fmt: skip
NO_TABLE = {"referral_follow_up": "no_referrals"}
