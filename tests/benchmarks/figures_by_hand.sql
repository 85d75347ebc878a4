-- The figures of DACTS as somebody would ask for them by hand: one statement per item, which gives
-- the rows behind its figure. A statement begins with the code of its item.

-- H1
SELECT 'person' AS part, p.id, NULL AS fte, NULL AS means FROM persons p
WHERE (p.enrolled_on <= :last OR p.enrolled_on IS NULL AND p.stage = 'enrolled')
      AND (p.closed_on IS NULL OR p.closed_on > :last)
UNION ALL
SELECT 'member', s.id, s.fte_percent, l.means FROM staff s
LEFT JOIN list_items l ON l.list_name = 'profession' AND l.code = s.profession
WHERE s.role <> 'assessor' AND (s.valid_from IS NULL OR s.valid_from <= :last)
      AND (s.valid_to IS NULL OR s.valid_to >= :last)
UNION ALL
SELECT 'leave', v.staff_id, NULL, NULL FROM leaves v
WHERE v.first_day <= :last AND (v.last_day IS NULL OR v.last_day >= :last);

-- H2
SELECT p.id, count(DISTINCT c.id), count(DISTINCT m.staff_id),
       count(DISTINCT CASE WHEN m.id IS NULL THEN c.id END)
FROM persons p
LEFT JOIN contacts c ON c.person_id = p.id AND c.state = 'done' AND c.start >= :two_weeks
     AND c.start < :after AND c.with_whom = 'person' AND c.kind IN
     (SELECT code FROM list_items WHERE list_name = 'contact_kind' AND means = 'face_to_face')
LEFT JOIN contact_staff m ON m.contact_id = c.id
WHERE (p.enrolled_on <= :last OR p.enrolled_on IS NULL AND p.stage = 'enrolled')
      AND (p.closed_on IS NULL OR p.closed_on > :last)
GROUP BY p.id;

-- H3
SELECT b.id, b.day, b.ended_at,
       (SELECT count(DISTINCT i.person_id) FROM meeting_items i JOIN persons p ON p.id = i.person_id
        WHERE i.meeting_id = b.id AND i.discussed_at IS NOT NULL
              AND (p.enrolled_on <= b.day OR p.enrolled_on IS NULL AND p.stage = 'enrolled')
              AND (p.closed_on IS NULL OR p.closed_on > b.day)),
       (SELECT count(*) FROM persons p
        WHERE (p.enrolled_on <= b.day OR p.enrolled_on IS NULL AND p.stage = 'enrolled')
              AND (p.closed_on IS NULL OR p.closed_on > b.day))
FROM board_meetings b WHERE b.day >= :four_weeks_on AND b.day <= :last ORDER BY b.day;

-- H4
SELECT c.id, c.person_id, c.start, c.minutes, f.staff_id, f.valid_from, f.valid_to, s.fte_percent
FROM contacts c
CROSS JOIN contact_staff m ON m.contact_id = c.id
JOIN staff_functions f ON f.staff_id = m.staff_id
JOIN staff s ON s.id = f.staff_id
WHERE c.start >= :four_weeks AND c.start < :after AND c.state = 'done'
      AND c.with_whom <> 'service' AND c.kind IN
      (SELECT code FROM list_items WHERE list_name = 'contact_kind'
              AND means IN ('face_to_face', 'video', 'telephone'))
      AND f.function IN
      (SELECT code FROM list_items WHERE list_name = 'function' AND means = 'team_leader')
      AND (f.valid_from IS NULL OR f.valid_from <= :last)
      AND (f.valid_to IS NULL OR f.valid_to >= :four_weeks_on);

-- H5
SELECT 'member' AS part, s.id, s.valid_from, s.valid_to, NULL AS fte FROM staff s
WHERE s.role <> 'assessor' AND (s.valid_from IS NULL OR s.valid_from <= :last)
      AND (s.valid_to IS NULL OR s.valid_to >= :two_years)
UNION ALL
SELECT 'post', t.id, t.valid_from, t.valid_to, t.fte_percent FROM posts t
WHERE (t.valid_from IS NULL OR t.valid_from <= :last)
      AND (t.valid_to IS NULL OR t.valid_to >= :last);

-- H6
SELECT 'member' AS part, s.id, s.valid_from, s.valid_to, s.fte_percent, l.means FROM staff s
LEFT JOIN list_items l ON l.list_name = 'profession' AND l.code = s.profession
WHERE s.role <> 'assessor' AND (s.valid_from IS NULL OR s.valid_from <= :last_month_end)
      AND (s.valid_to IS NULL OR s.valid_to >= :twelve_months)
UNION ALL
SELECT 'post', t.id, t.valid_from, t.valid_to, t.fte_percent, l.means FROM posts t
LEFT JOIN list_items l ON l.list_name = 'profession' AND l.code = t.profession
WHERE (t.valid_from IS NULL OR t.valid_from <= :last_month_end)
      AND (t.valid_to IS NULL OR t.valid_to >= :twelve_months)
UNION ALL
SELECT 'leave', v.staff_id, v.first_day, v.last_day, NULL, NULL FROM leaves v
WHERE v.first_day <= :last_month_end AND (v.last_day IS NULL OR v.last_day >= :twelve_months);

-- H7
SELECT 'person' AS part, p.id, NULL AS fte FROM persons p
WHERE (p.enrolled_on <= :last OR p.enrolled_on IS NULL AND p.stage = 'enrolled')
      AND (p.closed_on IS NULL OR p.closed_on > :last)
UNION ALL
SELECT 'member', s.id, s.fte_percent FROM staff s
JOIN list_items l ON l.list_name = 'profession' AND l.code = s.profession
WHERE s.role <> 'assessor' AND (s.valid_from IS NULL OR s.valid_from <= :last)
      AND (s.valid_to IS NULL OR s.valid_to >= :last) AND l.means = 'psychiatrist'
UNION ALL
SELECT 'leave', v.staff_id, NULL FROM leaves v
WHERE v.first_day <= :last AND (v.last_day IS NULL OR v.last_day >= :last);

-- H8
SELECT 'person' AS part, p.id, NULL AS fte FROM persons p
WHERE (p.enrolled_on <= :last OR p.enrolled_on IS NULL AND p.stage = 'enrolled')
      AND (p.closed_on IS NULL OR p.closed_on > :last)
UNION ALL
SELECT 'member', s.id, s.fte_percent FROM staff s
JOIN list_items l ON l.list_name = 'profession' AND l.code = s.profession
WHERE s.role <> 'assessor' AND (s.valid_from IS NULL OR s.valid_from <= :last)
      AND (s.valid_to IS NULL OR s.valid_to >= :last) AND l.means = 'nurse'
UNION ALL
SELECT 'leave', v.staff_id, NULL FROM leaves v
WHERE v.first_day <= :last AND (v.last_day IS NULL OR v.last_day >= :last);

-- H9
SELECT 'person' AS part, p.id, NULL AS fte FROM persons p
WHERE (p.enrolled_on <= :last OR p.enrolled_on IS NULL AND p.stage = 'enrolled')
      AND (p.closed_on IS NULL OR p.closed_on > :last)
UNION ALL
SELECT 'member', s.id, s.fte_percent FROM staff s
JOIN list_items l ON l.list_name = 'profession' AND l.code = s.profession
WHERE s.role <> 'assessor' AND (s.valid_from IS NULL OR s.valid_from <= :last)
      AND (s.valid_to IS NULL OR s.valid_to >= :last) AND l.means = 'substance_specialist'
UNION ALL
SELECT 'leave', v.staff_id, NULL FROM leaves v
WHERE v.first_day <= :last AND (v.last_day IS NULL OR v.last_day >= :last);

-- H10
SELECT 'person' AS part, p.id, NULL AS fte FROM persons p
WHERE (p.enrolled_on <= :last OR p.enrolled_on IS NULL AND p.stage = 'enrolled')
      AND (p.closed_on IS NULL OR p.closed_on > :last)
UNION ALL
SELECT 'member', s.id, s.fte_percent FROM staff s
JOIN list_items l ON l.list_name = 'profession' AND l.code = s.profession
WHERE s.role <> 'assessor' AND (s.valid_from IS NULL OR s.valid_from <= :last)
      AND (s.valid_to IS NULL OR s.valid_to >= :last) AND l.means = 'employment_specialist'
UNION ALL
SELECT 'leave', v.staff_id, NULL FROM leaves v
WHERE v.first_day <= :last AND (v.last_day IS NULL OR v.last_day >= :last);

-- H11
SELECT 'member' AS part, s.id, s.fte_percent FROM staff s
WHERE s.role <> 'assessor' AND (s.valid_from IS NULL OR s.valid_from <= :last)
      AND (s.valid_to IS NULL OR s.valid_to >= :last)
UNION ALL
SELECT 'leave', v.staff_id, NULL FROM leaves v
WHERE v.first_day <= :last AND (v.last_day IS NULL OR v.last_day >= :last);

-- O2
SELECT p.id, p.enrolled_on FROM persons p
WHERE p.enrolled_on BETWEEN :six_months AND :last_month_end
      OR p.enrolled_on IS NULL AND p.stage = 'enrolled'
ORDER BY p.enrolled_on;

-- O5
SELECT a.id, a.person_id, a.admitted_on, a.team_took_part FROM admissions a
JOIN persons p ON p.id = a.person_id
WHERE a.kind IN ('psychiatric_ward', 'substance_ward', 'youth_ward') AND a.admitted_on <= :last
      AND (p.enrolled_on <= a.admitted_on OR p.enrolled_on IS NULL AND p.stage = 'enrolled')
      AND (p.closed_on IS NULL OR p.closed_on >= a.admitted_on)
ORDER BY a.admitted_on DESC, a.id DESC LIMIT 10;

-- O6
SELECT a.id, a.person_id, a.discharged_on, a.team_planned_discharge FROM admissions a
JOIN persons p ON p.id = a.person_id
WHERE a.kind IN ('psychiatric_ward', 'substance_ward', 'youth_ward') AND a.discharged_on <= :last
      AND (p.enrolled_on <= a.discharged_on OR p.enrolled_on IS NULL AND p.stage = 'enrolled')
      AND (p.closed_on IS NULL OR p.closed_on >= a.discharged_on)
ORDER BY a.discharged_on DESC, a.id DESC LIMIT 10;

-- O7
SELECT p.id, p.closed_on, l.means FROM persons p
LEFT JOIN list_items l ON l.list_name = 'closure_reason' AND l.code = p.closure_reason
WHERE (p.enrolled_on <= :last OR p.enrolled_on IS NULL AND p.stage = 'enrolled')
      AND (p.closed_on IS NULL OR p.closed_on >= :one_year);

-- S1
SELECT p.id, count(c.id), coalesce(sum(c.place NOT IN
       (SELECT code FROM list_items WHERE list_name = 'contact_place' AND means = 'office')), 0)
FROM persons p
LEFT JOIN contacts c ON c.person_id = p.id AND c.state = 'done' AND c.start >= :four_weeks
     AND c.start < :after AND c.with_whom = 'person' AND c.kind IN
     (SELECT code FROM list_items WHERE list_name = 'contact_kind' AND means = 'face_to_face')
WHERE (p.enrolled_on <= :last OR p.enrolled_on IS NULL AND p.stage = 'enrolled')
      AND (p.closed_on IS NULL OR p.closed_on > :last)
GROUP BY p.id;

-- S2
SELECT p.id, p.closed_on, l.means FROM persons p
LEFT JOIN list_items l ON l.list_name = 'closure_reason' AND l.code = p.closure_reason
WHERE (p.enrolled_on <= :last OR p.enrolled_on IS NULL AND p.stage = 'enrolled')
      AND (p.closed_on IS NULL OR p.closed_on >= :one_year);

-- S4
SELECT p.id, count(c.id), coalesce(sum(c.minutes), 0), count(c.id) - count(c.minutes)
FROM persons p
LEFT JOIN contacts c ON c.person_id = p.id AND c.state = 'done' AND c.start >= :four_weeks
     AND c.start < :after AND c.with_whom = 'person' AND c.kind IN
     (SELECT code FROM list_items WHERE list_name = 'contact_kind' AND means = 'face_to_face')
WHERE (p.enrolled_on <= :last OR p.enrolled_on IS NULL AND p.stage = 'enrolled')
      AND (p.closed_on IS NULL OR p.closed_on > :last)
GROUP BY p.id;

-- S5
SELECT p.id, count(c.id) FROM persons p
LEFT JOIN contacts c ON c.person_id = p.id AND c.state = 'done' AND c.start >= :four_weeks
     AND c.start < :after AND c.with_whom = 'person' AND c.kind IN
     (SELECT code FROM list_items WHERE list_name = 'contact_kind' AND means = 'face_to_face')
WHERE (p.enrolled_on <= :last OR p.enrolled_on IS NULL AND p.stage = 'enrolled')
      AND (p.closed_on IS NULL OR p.closed_on > :last)
GROUP BY p.id;

-- S6
SELECT p.id, count(c.id) FROM persons p
LEFT JOIN contacts c ON c.person_id = p.id AND c.state = 'done' AND c.start >= :one_month
     AND c.start < :after AND c.with_whom <> 'person' AND c.kind NOT IN
     (SELECT code FROM list_items WHERE list_name = 'contact_kind' AND means = 'did_not_come')
WHERE (p.enrolled_on <= :last OR p.enrolled_on IS NULL AND p.stage = 'enrolled')
      AND (p.closed_on IS NULL OR p.closed_on > :last)
GROUP BY p.id;

-- S8
SELECT p.id, p.has_substance_disorder, count(c.id) FROM persons p
LEFT JOIN contacts c ON c.person_id = p.id AND p.has_substance_disorder AND c.state = 'done'
     AND c.start >= :one_month AND c.start < :after AND c.with_whom = 'person' AND c.is_group
     AND c.focus IN
     (SELECT code FROM list_items WHERE list_name = 'contact_focus' AND means = 'substance_use')
     AND c.kind NOT IN
     (SELECT code FROM list_items WHERE list_name = 'contact_kind' AND means = 'did_not_come')
WHERE (p.enrolled_on <= :last OR p.enrolled_on IS NULL AND p.stage = 'enrolled')
      AND (p.closed_on IS NULL OR p.closed_on > :last)
GROUP BY p.id;

-- S10
SELECT 'member' AS part, s.id, s.fte_percent FROM staff s
JOIN list_items l ON l.list_name = 'profession' AND l.code = s.profession
WHERE s.role <> 'assessor' AND (s.valid_from IS NULL OR s.valid_from <= :last)
      AND (s.valid_to IS NULL OR s.valid_to >= :last) AND l.means = 'peer_worker'
UNION ALL
SELECT 'leave', v.staff_id, NULL FROM leaves v
WHERE v.first_day <= :last AND (v.last_day IS NULL OR v.last_day >= :last);
