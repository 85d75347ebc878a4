-- The facts of the board as somebody would ask for them by hand, statement by statement.

SELECT c.id, c.version, c.code, c.name, c.active, e.id, e.version, e.level, e.reason, e.agreed,
       e.next_check_on, e.placed_at, e.placed_by, p.id, p.given_name, p.family_name,
       p.preferred_name, p.birth_date, p.municipality, p.coordinator_id, p.clinician_id,
       p.crisis_plan_on, p.children_under_18, p.wall_alias, t.contact_due_days,
       t.crisis_plan_months, t.legal_notice_days, t.discharge_contact_days, t.staff_seen_norm,
       (SELECT count(*) FROM persons WHERE stage = 'enrolled'),
       (SELECT count(DISTINCT person_id) FROM admissions WHERE discharged_on >= :since),
       (SELECT max(ended_at) FROM board_meetings),
       EXISTS (SELECT 1 FROM access_blocks b WHERE b.person_id = p.id AND b.ended_on IS NULL)
FROM board_categories c JOIN team t
LEFT JOIN board_episodes e ON e.category_id = c.id AND e.removed_at IS NULL
LEFT JOIN persons p ON p.id = e.person_id
ORDER BY c.position, e.position, e.placed_at;

SELECT c.id, c.version, c.person_id, c.with_whom, c.kind, c.place, c.start, c.day_only, c.needs,
       c.car_id, s.staff_id
FROM board_episodes e
JOIN contacts c ON c.person_id = e.person_id AND c.state = 'done' AND c.start >= :seen_from
LEFT JOIN contact_staff s ON s.contact_id = c.id
WHERE e.removed_at IS NULL
UNION ALL
SELECT c.id, c.version, c.person_id, c.with_whom, c.kind, c.place, c.start, c.day_only, c.needs,
       c.car_id, s.staff_id
FROM board_episodes e
JOIN contacts c ON c.person_id = e.person_id AND c.state = 'planned'
     AND c.start BETWEEN :midnight AND :horizon
LEFT JOIN contact_staff s ON s.contact_id = c.id
WHERE e.removed_at IS NULL
UNION ALL
SELECT c.id, c.version, c.person_id, c.with_whom, c.kind, c.place, c.start, c.day_only, c.needs,
       c.car_id, s.staff_id
FROM board_episodes e
JOIN contacts c ON c.id = (
    SELECT o.id FROM contacts o
    WHERE o.person_id = e.person_id AND o.state = 'done' AND o.with_whom = 'person'
      AND o.kind <> 'did_not_come'
    ORDER BY o.start DESC LIMIT 1)
LEFT JOIN contact_staff s ON s.contact_id = c.id
WHERE e.removed_at IS NULL;

SELECT 'legal', l.person_id, l.id, l.version, l.kind, NULL, l.decided_on, l.control_on,
       l.expires_on, NULL
FROM board_episodes e JOIN legal_status l ON l.person_id = e.person_id
WHERE e.removed_at IS NULL AND (l.ended_on IS NULL OR l.ended_on > :today)
UNION ALL
SELECT 'warning', w.person_id, w.id, w.version, w.kind, w.text, w.since, w.review_on, NULL, NULL
FROM board_episodes e JOIN warnings w ON w.person_id = e.person_id
WHERE e.removed_at IS NULL AND (w.ended_on IS NULL OR w.ended_on > :today)
UNION ALL
SELECT 'task', t.person_id, t.id, t.version, NULL, t.text, t.due_on, NULL, NULL, t.owner_id
FROM board_episodes e JOIN tasks t ON t.person_id = e.person_id
WHERE e.removed_at IS NULL AND t.done_at IS NULL AND t.dropped_at IS NULL
UNION ALL
SELECT 'stay', a.person_id, a.id, a.version, a.kind, a.place, a.admitted_on,
       a.expected_discharge_on, a.discharged_on, NULL
FROM board_episodes e JOIN admissions a ON a.person_id = e.person_id
WHERE e.removed_at IS NULL AND (a.discharged_on IS NULL OR a.discharged_on >= :seen_from)
UNION ALL
SELECT 'kin', k.person_id, k.id, k.version, k.is_guardian, s.given_by, s.given_on, s.valid_to,
       s.withdrawn_on, NULL
FROM board_episodes e JOIN next_of_kin k ON k.person_id = e.person_id
LEFT JOIN consents s ON s.next_of_kin_id = k.id
WHERE e.removed_at IS NULL
UNION ALL
SELECT 'worker', w.person_id, w.id, w.version, w.function, NULL, w.valid_from, w.valid_to, NULL,
       w.staff_id
FROM board_episodes e JOIN workers w ON w.person_id = e.person_id
WHERE e.removed_at IS NULL;

SELECT 'staff', s.id, s.initials, s.name, p.state, q.state, p.note, s.valid_from, s.valid_to
FROM staff s
LEFT JOIN presence p ON p.staff_id = s.id AND p.day = :today
LEFT JOIN presence q ON q.staff_id = s.id AND q.day = :tomorrow
UNION ALL
SELECT 'car', id, name, NULL, NULL, NULL, NULL, NULL, NULL FROM cars
UNION ALL
SELECT 'word', code, list_name, means, label, NULL, NULL, NULL, NULL FROM list_items
UNION ALL
SELECT 'level', level, word, meaning, id, version, NULL, NULL, NULL FROM status_meanings;
