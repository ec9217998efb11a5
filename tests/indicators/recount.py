"""Every measure counted again in plain SQL, written apart from the loader and the measures.

Each statement answers numerator and denominator for school :school as of :day, by the definitions that the pages state;
its year and terms it reads itself. So it holds in the world of `played_year` and in the demo school alike. Left-behind
is counted by the civil affairs' definition (国发〔2016〕13号): both schools count by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import pytest
from sqlalchemy import text

from careplan import clock
from careplan.db import db, every_school
from careplan.indicators.results import MeasureResult

BASE = """
WITH RECURSIVE year AS (SELECT id, start_year, start_year || '-08-01' AS first FROM school_year WHERE school_id = :school AND is_current),
terms AS (SELECT t.* FROM term t JOIN year ON year.id = t.year_id),
begun AS (SELECT * FROM terms WHERE starts_on <= :day),
term_day AS (SELECT starts_on AS day, ends_on FROM terms UNION SELECT date(day, '+1 day'), ends_on FROM term_day WHERE day < ends_on),
months AS (SELECT strftime('%Y-%m', day) AS m FROM term_day GROUP BY m HAVING max(day) < :day),
roll AS (SELECT * FROM child WHERE school_id = :school AND joined_on <= :day AND (left_on IS NULL OR left_on > :day)),
parent AS (SELECT *, CASE WHEN away THEN 'away' WHEN absence <> '' THEN absence WHEN away = 0 THEN 'home' END AS is_at
  FROM family_member WHERE relation IN ('father', 'mother') AND NOT is_carer),
lb AS (SELECT * FROM roll c WHERE date(birth_date, '+16 years') > :day
  AND EXISTS (SELECT 1 FROM parent f WHERE f.child_id = c.id AND f.away)
  AND (SELECT count(*) FROM parent f WHERE f.child_id = c.id AND (f.away OR f.can_care = 0)) = 2),
squads AS (SELECT q.*, year.start_year - q.entry_year + 1 AS grade, b.code AS band FROM squad q JOIN year
  JOIN band b ON b.school_id = q.school_id AND year.start_year - q.entry_year + 1 BETWEEN b.first_grade AND b.last_grade
  WHERE q.school_id = :school AND q.active),
the_plan AS (SELECT p.*, date(p.decided_at, '+8 hours') AS decided_on FROM year_plan p JOIN year ON year.id = p.year_id),
counted AS (SELECT s.*, a.method, a.strand, a.tier, a.goals, a.domains, a.abilities, a.audiences, a.posts AS asked,
    w.kind AS venue_kind, w.off_campus FROM team_session s
  JOIN schedule_version v ON v.id = s.schedule_id JOIN activity a ON a.id = s.activity_id JOIN venue w ON w.id = s.venue_id
  WHERE v.plan_id IN (SELECT id FROM the_plan) AND (v.state = 'published' OR v.state = 'superseded' AND s.state = 'held')),
due AS (SELECT * FROM counted WHERE day < :day OR day = :day AND state <> 'planned'),
held AS (SELECT * FROM due WHERE state = 'held'),
at AS (SELECT h.*, j.squad_id AS at_squad FROM held h JOIN team_session_squad j ON j.team_session_id = h.id),
teacher AS (SELECT * FROM staff_member WHERE school_id = :school AND kind = 'teacher' AND active),
class AS (SELECT id FROM teacher WHERE id IN (SELECT counselor_id FROM squads)),
course AS (SELECT * FROM training_record WHERE school_id = :school AND ends_on BETWEEN (SELECT first FROM year) AND :day),
met AS (SELECT * FROM contact WHERE school_id = :school AND withdrawn_at IS NULL AND day BETWEEN (SELECT first FROM year) AND :day),
step AS (SELECT * FROM aid_step WHERE school_id = :school AND taken_back_at IS NULL AND day <= :day),
aided AS (SELECT c.id, (SELECT min(day) FROM step WHERE case_id = c.id) AS asked,
    (SELECT min(e.day) FROM aid_entry e WHERE e.case_id = c.id AND e.kind IN ('paid', 'goods') AND e.undoes_id IS NULL
      AND e.day <= :day AND e.id NOT IN (SELECT undoes_id FROM aid_entry WHERE undoes_id IS NOT NULL)) AS came,
    (SELECT state = 'refused' OR state = 'ended' AND c.id NOT IN (SELECT case_id FROM step WHERE state = 'granted')
      FROM step WHERE case_id = c.id ORDER BY id DESC LIMIT 1) AS refused
  FROM aid_case c WHERE c.school_id = :school),
lag AS (SELECT julianday(recorded_on) - julianday(happened_on) AS days FROM child_change
  WHERE school_id = :school AND NOT (field = 'state' AND "before" IS NULL) AND recorded_on BETWEEN (SELECT first FROM year) AND :day AND happened_on IS NOT NULL),
beside AS (SELECT i.*, s.kind, s.grades FROM programme_item i JOIN programme_series s ON s.id = i.series_id
  WHERE i.school_id = :school AND i.day >= (SELECT first FROM year) AND (i.day < :day OR i.day = :day AND i.state <> 'planned')),
serves AS (SELECT g.id, g.code AS served FROM goal g UNION SELECT g.id, e.value FROM goal g, json_each(g.serves) e),
about AS (SELECT DISTINCT c.id, c.day, c.state, j.squad_id AS squad, serves.id AS goal FROM counted c
  JOIN team_session_squad j ON j.team_session_id = c.id, json_each(c.goals) e JOIN serves ON serves.served = e.value),
pairs AS (SELECT q.id AS squad, pg.minimum,
    (SELECT count(*) FROM about a WHERE a.squad = q.id AND a.goal = g.id AND a.state = 'held' AND a.day <= :day) AS n,
    (SELECT count(*) FROM about a WHERE a.squad = q.id AND a.goal = g.id AND (a.state = 'held' OR a.state = 'planned' AND a.day >= :day)) AS ahead
  FROM squads q JOIN band b ON b.school_id = :school AND b.code = q.band JOIN goal g ON g.band_id = b.id
  JOIN plan_goal pg ON pg.goal_id = g.id AND pg.minimum > 0 AND pg.plan_id IN (SELECT id FROM the_plan)),
lesson_day AS (SELECT h.id, h.period, CASE WHEN c.kind = 'makeup' THEN c.timetable_weekday WHEN c.kind IS NULL
    THEN CAST(strftime('%w', h.day) AS INT) END AS weekday FROM held h
  LEFT JOIN calendar_day c ON c.school_id = :school AND c.day = h.day AND c.kind IN ('closed', 'makeup')),
kept AS (SELECT d.id, min(EXISTS (SELECT 1 FROM squad_lesson l WHERE l.squad_id = j.squad_id AND l.weekday = d.weekday
    AND l.period = d.period)) AS kept FROM lesson_day d JOIN team_session_squad j ON j.team_session_id = d.id
  GROUP BY d.id HAVING min(EXISTS (SELECT 1 FROM squad_lesson l WHERE l.squad_id = j.squad_id)))
"""
VALID = "state = 'recognised' AND valid_from <= {day} AND (valid_until IS NULL OR valid_until >= {day})"
MEDIA = "('broadcast', 'wall-newspaper', 'other-media')"
DOING = "('scenario', 'role-play', 'game', 'recreation', 'outdoor', 'practice', 'experience')"
OF_HELD = "SELECT count(*) FILTER (WHERE {}), count(*) FROM held"
OF_LB = "SELECT count(*) FILTER (WHERE {}), count(*) FROM lb"
FILED = """SELECT lb.id, (id_index IS NOT NULL OR student_number IS NOT NULL) + (address IS NOT NULL AND boards IS NOT NULL)
  + (health <> '') + (school_register <> '')
  + (SELECT count(*) = count(f.is_at) FROM parent f WHERE f.child_id = lb.id) + EXISTS (SELECT 1 FROM family_member f WHERE f.child_id = lb.id
    AND f.phone IS NOT NULL AND (f.is_carer OR f.relation IN ('father', 'mother') AND f.away = 0)) + (SELECT min(f.works_at <> '' AND f.phone IS NOT NULL)
    FROM parent f WHERE f.child_id = lb.id AND f.away) AS done FROM lb"""
FACE = """CAST(round((5.0 * sum(json_extract(counts, '$.{0}.good')) + 3 * sum(json_extract(counts, '$.{0}.fair'))
  + sum(json_extract(counts, '$.{0}.poor'))) / sum(json_extract(counts, '$.{0}.good') + json_extract(counts, '$.{0}.fair')
  + json_extract(counts, '$.{0}.poor'))) AS INT)"""
SAID = f""", children AS (SELECT team_session_id, {FACE.format("interesting")} AS interesting, {FACE.format("aimed")} AS aimed,
  {FACE.format("effective")} AS effective FROM class_answers WHERE school_id = :school GROUP BY team_session_id
  HAVING sum(json_extract(counts, '$.aimed.good') + json_extract(counts, '$.aimed.fair') + json_extract(counts, '$.aimed.poor')) >= 5
    AND sum(code IS NOT NULL AND open_until > :now) = 0),
said AS (SELECT f.* FROM (SELECT team_session_id, interesting, aimed, effective FROM feedback UNION ALL SELECT * FROM children) f
  JOIN held ON held.id = f.team_session_id)"""
TOLD = """, told AS (SELECT due_on, solved_on, date(raised_at, '+8 hours') AS raised_on FROM obstacle WHERE school_id = :school
  AND date(raised_at, '+8 hours') BETWEEN (SELECT first FROM year) AND :day)"""

HAPPENED = """, happened AS (SELECT e.id, e.known_at, (SELECT min(at) FROM (
    SELECT t.done_at AS at FROM event_task t WHERE t.care_event_id = e.id UNION ALL SELECT s.sent_at FROM escalation s WHERE s.care_event_id = e.id)
    WHERE date(at, '+8 hours') <= :day) AS acted FROM care_event e
  WHERE e.school_id = :school AND e.withdrawn_at IS NULL AND date(e.known_at, '+8 hours') BETWEEN (SELECT first FROM year) AND :day),
timed AS (SELECT *, round((julianday(acted) - julianday(known_at)) * 24, 3) AS hours FROM happened)"""
GOALS = """SELECT sum(step), 4 * count(*) FROM (SELECT CASE WHEN g.state = 'reached'
    AND NOT EXISTS (SELECT 1 FROM goal_progress p WHERE p.care_goal_id = g.id AND p.step = 4) THEN 4 ELSE coalesce((SELECT p.step FROM goal_progress p
  WHERE p.care_goal_id = g.id AND p.day <= :day ORDER BY p.day DESC, p.id DESC LIMIT 1), 0) END AS step
  FROM care_goal g WHERE g.school_id = :school AND g.state <> 'dropped' AND g.aspect = '{}' AND g.since <= :day AND (g.state = 'open'
    OR (SELECT first FROM year) <= max(g.since, g.due_on, coalesce((SELECT max(day) FROM goal_progress WHERE care_goal_id = g.id), ''))))"""
UNSURE = """SELECT lb.id, rural_household IS NOT NULL AND word IS NOT NULL OR rural_household = 0
    OR word IN ('父亲', '母亲', '父', '母', '爸爸', '妈妈', '父母') OR rural_household IS NOT NULL AND unable AS census,
  school_register <> '' OR long_gone > 0 OR clear = 2 AS enrolment FROM lb
  LEFT JOIN (SELECT child_id, nullif(relation_word, '') AS word FROM family_member WHERE is_carer GROUP BY child_id) w ON w.child_id = lb.id
  JOIN (SELECT child_id, max(coalesce(can_care = 0, 0)) AS unable, sum(away AND date(away_since, '+3 months') <= :day) AS long_gone,
    sum(is_at <> 'away' OR away_since IS NOT NULL) AS clear FROM parent GROUP BY child_id) p ON p.child_id = lb.id"""
IN_OFFICE = "FROM leading_group_member WHERE school_id = :school AND since <= :day AND (until IS NULL OR until >= :day)"
FILLED = """EXISTS (SELECT 1 FROM session_post p JOIN training_record t ON t.staff_id = p.staff_id
  WHERE p.team_session_id = held.id AND p.position = e.key AND (t.qualification = json_extract(e.value, '$.qualification')
    OR t.qualification < json_extract(e.value, '$.qualification') AND t.qualification LIKE 'mental-health-_'
      AND json_extract(e.value, '$.qualification') LIKE 'mental-health-_') AND t.{})"""

SQL = {
    "leading_group_named": f"SELECT count(*) FILTER (WHERE duty <> ''), count(*) {IN_OFFICE}",
    "leader_named": f"SELECT max(is_head), 1 {IN_OFFICE}",
    "year_plan_approved": "SELECT count(*) FILTER (WHERE state = 'approved' AND decided_on <= :day), count(*) FROM the_plan",
    "plan_approval_days": "SELECT max(0, julianday(decided_on) - julianday((SELECT min(starts_on) FROM terms))), 1 FROM the_plan WHERE state = 'approved'",
    "protected_time": "SELECT count(DISTINCT l.squad_id), count(DISTINCT q.id) FROM squads q LEFT JOIN squad_lesson l ON l.squad_id = q.id",
    "protected_time_kept": "SELECT sum(kept), count(*) FROM kept",
    "budget_set": "SELECT count(*) FILTER (WHERE budget_fen > 0), count(*) FROM the_plan",
    "schedule_covers_squads": """SELECT count(*) FILTER (WHERE id IN (SELECT j.squad_id FROM counted c
      JOIN team_session_squad j ON j.team_session_id = c.id)), count(*) FROM squads""",
    "register_each_term": """SELECT count(*) FILTER (WHERE EXISTS (SELECT 1 FROM roster_import i WHERE i.school_id = :school AND i.state = 'confirmed'
      AND date(i.confirmed_at, '+8 hours') BETWEEN max(lb.joined_on, date(t.starts_on, '-31 days')) AND min(t.ends_on, :day))), count(*)
      FROM lb JOIN begun t ON lb.joined_on <= t.ends_on""",
    "file_completeness": f"SELECT count(*) FILTER (WHERE done = 7), count(*) FROM ({FILED})",
    "file_parts_filled": f"SELECT sum(done), 7 * count(*) FROM ({FILED})",
    "definition_known": f"SELECT count(*) FILTER (WHERE census AND enrolment), count(*) FROM ({UNSURE})",
    "change_lag": "SELECT sum(days), count(*) FROM lag",
    "change_prompt": "SELECT count(*) FILTER (WHERE days <= 7), count(*) FROM lag",
    "consent_rate": OF_LB.format("""id IN (SELECT child_id FROM (SELECT *, max(decided_on || printf('%09d', id)) FROM consent
      WHERE purpose = 'file' AND decided_on <= :day GROUP BY child_id) c WHERE state = 'given' AND (expires_on IS NULL OR expires_on >= :day)
      AND (changed_on IS NULL OR changed_on > :day) AND NOT EXISTS (SELECT 1 FROM parent f WHERE f.child_id = c.child_id
        AND f.relation = c.guardian_relation AND f.absence = 'dead') AND NOT EXISTS (SELECT 1 FROM family_state s WHERE s.child_id = c.child_id
        AND s.member = c.guardian_relation AND s.state IN ('dead', 'revoked', 'missing') AND s.until IS NULL AND s.since <= :day))"""),
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
    "media_items": f"SELECT (SELECT count(*) FROM held WHERE method = 'media') + (SELECT count(*) FROM beside WHERE state = 'done' AND kind IN {MEDIA}), 1",
    "media_rhythm": f"""SELECT count(*) FILTER (WHERE m IN (SELECT strftime('%Y-%m', day) FROM held WHERE method = 'media'
      UNION SELECT strftime('%Y-%m', day) FROM beside WHERE state = 'done' AND kind IN {MEDIA})), count(*) FROM months""",
    "parents_lessons": "SELECT count(*) FILTER (WHERE state = 'done'), 1 FROM beside WHERE kind = 'parents-lesson'",
    "help_hours_kept": "SELECT count(*) FILTER (WHERE state = 'done'), count(*) FROM beside WHERE kind IN ('room', 'hotline')",
    "help_talks": """SELECT max(told), 1 FROM (WITH RECURSIVE
      by_month AS (SELECT strftime('%Y-%m', day) AS m, count(*) AS n FROM help_given WHERE school_id = :school
        AND day >= (SELECT first FROM year) AND strftime('%Y-%m', day) < strftime('%Y-%m', :day) GROUP BY m),
      numbered AS (SELECT n, row_number() OVER (ORDER BY m) AS r FROM by_month),
      walk AS (SELECT 0 AS r, 0 AS waits, 0 AS told UNION ALL SELECT numbered.r,
        CASE WHEN waits + n >= 5 THEN 0 ELSE waits + n END, CASE WHEN waits + n >= 5 THEN told + waits + n ELSE told END
        FROM walk JOIN numbered ON numbered.r = walk.r + 1) SELECT told FROM walk)""",
    "expert_lectures": "SELECT count(*), 1 FROM held WHERE method = 'lecture' AND id IN (SELECT team_session_id FROM session_post WHERE role = 'expert')",
    "goal_coverage": "SELECT count(*) FILTER (WHERE n >= minimum), count(*) FROM pairs",
    "goal_progress": "SELECT sum(min(n, minimum)), sum(minimum) FROM pairs",
    "goals_scheduled": "SELECT count(*) FILTER (WHERE ahead >= minimum), count(*) FROM pairs",
    "psych_lessons": """SELECT sum(min(n, wanted)), sum(wanted) FROM (SELECT (SELECT term_minimum FROM the_plan) * (SELECT count(*) FROM begun) AS wanted,
      coalesce(sum(at.lessons), 0) AS n FROM squads q LEFT JOIN at ON at.at_squad = q.id AND at.domains <> '[]' GROUP BY q.id)""",
    "experiential_share": OF_HELD.format(f"method IN {DOING}"),
    "interactive_share": OF_HELD.format(f"method IN {DOING} OR method = 'discussion'"),
    "lecture_share": OF_HELD.format("method = 'lecture'"),
    "outdoor_share": OF_HELD.format("method = 'outdoor'"),
    "off_campus_share": OF_HELD.format("off_campus"),
    "outside_classroom_share": OF_HELD.format("venue_kind <> 'classroom'"),
    "prevention_share": OF_HELD.format("tier = 'universal'"),
    "strand_balance": """SELECT min((SELECT count(*) FROM held WHERE strand = 'knowledge'), (SELECT count(*) FROM held WHERE strand = 'experience'),
      (SELECT count(*) FROM held WHERE strand = 'care')), count(*) FROM held""",
    "method_variety": """SELECT count(DISTINCT q.band || at.method), 5 * (SELECT count(DISTINCT band) FROM squads) FROM at JOIN squads q ON q.id = at.at_squad
      WHERE at.method IN ('scenario', 'role-play', 'discussion', 'game', 'recreation')""",
    "ability_coverage": "SELECT count(DISTINCT at_squad || e.value), 4 * (SELECT count(*) FROM squads) FROM at, json_each(at.abilities) e",
    "visit_coverage": OF_LB.format("id IN (SELECT child_id FROM met WHERE kind = 'visit' AND (day >= (SELECT max(starts_on) FROM begun) OR (SELECT count(*) FROM begun) = 1))"),
    "visit_next_date": "SELECT count(*), count(*) FROM met WHERE kind <> 'parent-call'",
    "visit_evenness": """SELECT min(n), CASE WHEN count(*) > 1 THEN avg(n) END FROM (SELECT m, (SELECT count(*) FROM met WHERE kind <> 'parent-call'
      AND strftime('%Y-%m', day) = m) AS n FROM months)""",
    "parent_contact": OF_LB.format("id IN (SELECT child_id FROM met WHERE kind = 'parent-call' AND day > date(:day, '-31 days'))"),
    "recent_care": OF_LB.format("id IN (SELECT child_id FROM met WHERE day > date(:day, '-31 days'))"),
    "first_act_hours": f"{HAPPENED} SELECT sum(hours), count(*) FROM timed WHERE hours IS NOT NULL",
    "first_act_in_a_day": f"""{HAPPENED} SELECT count(*) FILTER (WHERE hours <= 24), count(*) FROM timed
      WHERE hours IS NOT NULL OR date(known_at, '+8 hours') <= date(:day, '-2 days')""",
    "goals_of_body": GOALS.format("body"),
    "goals_of_mind": GOALS.format("mind"),
    "teacher_training": "SELECT count(*) FILTER (WHERE id IN (SELECT staff_id FROM course WHERE content = 'psychology' AND state IN ('submitted', 'approved', 'sent', 'recognised'))), count(*) FROM class",
    "staff_training": "SELECT count(*) FILTER (WHERE id IN (SELECT staff_id FROM course WHERE state IN ('submitted', 'approved', 'sent', 'recognised'))), count(*) FROM teacher",
    "training_hours": "SELECT sum(hours), (SELECT count(*) FROM class) FROM course WHERE staff_id IN (SELECT id FROM class) AND state IN ('submitted', 'approved', 'sent', 'recognised')",
    "leader_qualification": f"SELECT count(*) FILTER (WHERE id IN (SELECT staff_id FROM training_record WHERE qualification = 'counselor-trained' AND {VALID.format(day=':day')})), count(*) FROM class",
    "psych_certificates": f"SELECT count(*) FILTER (WHERE id IN (SELECT staff_id FROM training_record WHERE qualification LIKE 'mental-health-%' AND {VALID.format(day=':day')})), count(*) FROM teacher",
    "qualified_on_the_day": f"""SELECT count(*) FILTER (WHERE fit), count(*) FROM (SELECT held.id, min({FILLED.format(VALID.format(day="held.day"))}) AS fit
      FROM held, json_each(held.asked) e WHERE json_extract(e.value, '$.qualification') <> '' GROUP BY held.id)""",
    "credits_recorded": "SELECT count(credits), count(*) FROM course WHERE state IN ('submitted', 'approved', 'sent', 'recognised')",
    "credits_recognised": "SELECT count(*) FILTER (WHERE state = 'recognised'), count(*) FROM course WHERE state IN ('submitted', 'approved', 'sent', 'recognised')",
    "counselor_load": "SELECT sum(held.lessons), count(DISTINCT p.staff_id) FROM held JOIN session_post p ON p.team_session_id = held.id AND p.role = 'leader'",
    "aid_delivered": "SELECT count(came), count(*) FROM aided WHERE asked >= (SELECT first FROM year) AND NOT refused",
    "aid_days": """SELECT sum(julianday(came) - julianday(asked)), count(*) FROM aided
      WHERE asked >= (SELECT first FROM year) AND came IS NOT NULL""",
    "annual_report": """SELECT n, max(n, :day > (SELECT max(ends_on) FROM terms)) FROM (SELECT count(*) > 0 AS n FROM report r JOIN year ON year.id = r.year_id
      WHERE date(signed_at, '+8 hours') <= :day)""",
    "satisfaction": f"{SAID} SELECT sum((interesting + aimed + effective) / 3.0), count(*) FROM said",
    "felt_effective": f"{SAID} SELECT count(*) FILTER (WHERE effective >= 4), count(*) FROM said",
    "feedback_rate": SAID + OF_HELD.format("id IN (SELECT team_session_id FROM said)"),
    "improvement_loop": f"""{TOLD} SELECT count(*) FILTER (WHERE solved_on <= :day), count(*) FROM told
      WHERE coalesce(due_on, date(raised_on, '+7 days')) <= :day OR solved_on <= :day""",
    "answer_days": f"{TOLD} SELECT sum(julianday(solved_on) - julianday(raised_on)), count(*) FROM told WHERE solved_on <= :day",
}  # fmt: skip
NO_TABLE = {"referral_follow_up": "no_referrals"}


def differences(results: Mapping[str, MeasureResult], school: int, day: date) -> Iterator[tuple[object, ...]]:
    """(measure, its numerator and denominator, those of the SQL) wherever they are not the same."""
    said = {"school": school, "day": day.isoformat(), "now": str(clock.now())}
    for code, sql in SQL.items():
        with every_school():  # plain SQL names its school itself
            numerator, denominator = db.session.connection().execute(text(BASE + sql), said).one()
        got = results[code]
        counted = ((numerator or 0) if denominator else 0, denominator or 0)
        if (got.numerator, got.denominator) != pytest.approx(counted):
            yield code, got.numerator, got.denominator, counted
