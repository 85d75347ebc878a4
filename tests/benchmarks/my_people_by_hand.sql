-- The facts of «My people» as somebody would ask for them by hand, statement by statement.

SELECT s.id, s.initials, s.name, s.valid_to, d.id, d.valid_to
FROM staff s
LEFT JOIN deputies d ON d.staff_id = s.id AND d.deputy_id = :mine AND d.valid_from <= :today
     AND (d.valid_to IS NULL OR d.valid_to >= :today);

SELECT p.id, p.version, p.given_name, p.family_name, p.preferred_name, p.birth_date,
       p.municipality, p.coordinator_id, p.clinician_id, p.child_coordinator_id,
       p.contact_every_days, p.stage, p.enrolled_on, p.plan_on, p.plan_review_on,
       p.crisis_plan_on, k.review_on, t.contact_due_days, t.plan_review_months,
       t.first_plan_weeks, t.crisis_plan_months, t.consent_notice_days, t.specialist_seen_days,
       t.legal_notice_days, t.discharge_contact_days,
       EXISTS (SELECT 1 FROM access_blocks b
               WHERE b.person_id = p.id AND b.staff_id = :actor AND b.ended_on IS NULL),
       i.*
FROM persons p JOIN team t
LEFT JOIN plans i ON i.person_id = p.id AND i.ended_on IS NULL
LEFT JOIN crisis_plans k ON k.person_id = p.id
WHERE p.coordinator_id = :mine AND p.stage <> 'closed';

SELECT 'task', r.person_id, r.id, NULL, NULL, r.text, r.due_on, NULL, NULL, NULL, r.owner_id,
       NULL, NULL
FROM persons p JOIN tasks r ON r.person_id = p.id
WHERE p.coordinator_id = :mine AND p.stage <> 'closed' AND r.done_at IS NULL
      AND r.dropped_at IS NULL
UNION ALL
SELECT 'legal', r.person_id, r.id, r.kind, l.label, NULL, r.control_on, r.expires_on, NULL, NULL,
       NULL, NULL, NULL
FROM persons p JOIN legal_status r ON r.person_id = p.id
LEFT JOIN list_items l ON l.list_name = 'legal_kind' AND l.code = r.kind
WHERE p.coordinator_id = :mine AND p.stage <> 'closed' AND r.decided_on <= :today
      AND (r.ended_on IS NULL OR r.ended_on > :today)
UNION ALL
SELECT 'stay', r.person_id, r.id, r.kind, NULL, r.place, r.admitted_on, r.discharged_on,
       r.expected_discharge_on, NULL, NULL, NULL, NULL
FROM persons p JOIN admissions r ON r.person_id = p.id
WHERE p.coordinator_id = :mine AND p.stage <> 'closed' AND r.admitted_on <= :today
      AND (r.discharged_on IS NULL OR r.discharged_on >= :since)
UNION ALL
SELECT 'consent', r.person_id, r.id, r.kind, r.given_by, NULL, r.given_on, r.valid_to,
       r.withdrawn_on, NULL, NULL, r.participant_id, r.next_of_kin_id
FROM persons p JOIN consents r ON r.person_id = p.id
WHERE p.coordinator_id = :mine AND p.stage <> 'closed'
UNION ALL
SELECT 'service', r.person_id, r.id, r.service, l.label, coalesce(r.organisation, r.name),
       r.left_on, NULL, NULL, r.in_plan, NULL, NULL, NULL
FROM persons p JOIN participants r ON r.person_id = p.id
LEFT JOIN list_items l ON l.list_name = 'service' AND l.code = r.service
WHERE p.coordinator_id = :mine AND p.stage <> 'closed'
UNION ALL
SELECT 'kin', r.person_id, r.id, NULL, NULL, r.name, NULL, NULL, NULL, r.in_plan, NULL, NULL, NULL
FROM persons p JOIN next_of_kin r ON r.person_id = p.id
WHERE p.coordinator_id = :mine AND p.stage <> 'closed'
UNION ALL
SELECT 'worker', r.person_id, r.id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, r.staff_id, NULL,
       NULL
FROM persons p JOIN workers r ON r.person_id = p.id
WHERE p.coordinator_id = :mine AND p.stage <> 'closed'
      AND (r.valid_from IS NULL OR r.valid_from <= :today)
      AND (r.valid_to IS NULL OR r.valid_to >= :today);

SELECT 'goal', i.person_id, g.id, g.parent_id, g.status, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM persons p JOIN plans i ON i.person_id = p.id AND i.ended_on IS NULL
JOIN plan_goals g ON g.plan_id = i.id
WHERE p.coordinator_id = :mine AND p.stage <> 'closed'
UNION ALL
SELECT 'measure', i.person_id, m.id, m.goal_id, m.status, m.how IS NOT NULL,
       m.extent IS NOT NULL, m.by_person, m.staff_id, m.participant_id, m.next_of_kin_id, NULL
FROM persons p JOIN plans i ON i.person_id = p.id AND i.ended_on IS NULL
JOIN plan_measures m ON m.plan_id = i.id
WHERE p.coordinator_id = :mine AND p.stage <> 'closed'
UNION ALL
SELECT 'meeting', m.person_id, m.id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, m.start
FROM persons p JOIN plan_meetings m ON m.person_id = p.id
WHERE p.coordinator_id = :mine AND p.stage <> 'closed' AND m.began_at IS NULL
      AND m.cancelled_at IS NULL AND m.start >= :midnight;

SELECT 'last', c.person_id, c.start, c.day_only, c.place = 'ward', s.staff_id
FROM persons p
JOIN contacts c ON c.id = (
    SELECT o.id FROM contacts o
    WHERE o.person_id = p.id AND o.state = 'done' AND o.with_whom = 'person'
      AND o.kind <> 'did_not_come' AND o.start < :tomorrow
    ORDER BY o.start DESC LIMIT 1)
LEFT JOIN contact_staff s ON s.contact_id = c.id
WHERE p.coordinator_id = :mine AND p.stage <> 'closed'
UNION ALL
SELECT 'specialist', c.person_id, c.start, c.day_only, c.place = 'ward', s.staff_id
FROM persons p
JOIN contacts c ON c.id = (
    SELECT o.id FROM contacts o
    WHERE o.person_id = p.id AND o.state = 'done' AND o.with_whom = 'person'
      AND o.kind IN ('face_to_face', 'video') AND o.start < :tomorrow
      AND EXISTS (
          SELECT 1 FROM contact_staff t JOIN staff f ON f.id = t.staff_id
          WHERE t.contact_id = o.id
            AND f.profession IN ('psychiatrist', 'psychologist', 'physician'))
    ORDER BY o.start DESC LIMIT 1)
LEFT JOIN contact_staff s ON s.contact_id = c.id
WHERE p.coordinator_id = :mine AND p.stage <> 'closed'
UNION ALL
SELECT 'next', c.person_id, c.start, c.day_only, c.place = 'ward', s.staff_id
FROM persons p
JOIN contacts c ON c.id = (
    SELECT o.id FROM contacts o
    WHERE o.person_id = p.id AND o.state = 'planned' AND o.with_whom = 'person'
      AND o.start >= :midnight
    ORDER BY o.start LIMIT 1)
LEFT JOIN contact_staff s ON s.contact_id = c.id
WHERE p.coordinator_id = :mine AND p.stage <> 'closed';
