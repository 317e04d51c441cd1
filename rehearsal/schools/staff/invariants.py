"""Who serves is registered at the school where they sign in, and vetted where they come from outside."""

from rehearsal.invariants import Invariant

INVARIANTS = [
    Invariant(
        name="teacher_signs_in_at_the_own_school",
        says="the login of somebody who serves has an office at that school, and belongs to nobody else who serves there",
        sql="""
            SELECT staff.id, staff.user_id FROM schools_staff_staff AS staff
            WHERE staff.user_id IS NOT NULL AND (
                NOT EXISTS (
                    SELECT 1 FROM accounts_membership AS member
                    WHERE member.bureau_id = staff.bureau_id AND member.user_id = staff.user_id
                        AND member.school_id = staff.school_id
                )
                OR EXISTS (
                    SELECT 1 FROM schools_staff_staff AS other
                    WHERE other.bureau_id = staff.bureau_id AND other.user_id = staff.user_id
                        AND other.school_id = staff.school_id AND other.id <> staff.id
                )
            )
            ORDER BY staff.id
        """,
    ),
    Invariant(
        name="nobody_unvetted_serves",
        says="somebody from outside who holds an activity of a plan in force is qualified and was asked about at the police",
        sql="""
            SELECT DISTINCT staff.id, staff.kind FROM schools_staff_staff AS staff
            JOIN schools_plans_activity AS activity
                ON activity.bureau_id = staff.bureau_id AND activity.teacher_id = staff.id
            JOIN schools_plans_serviceplan AS plan
                ON plan.bureau_id = staff.bureau_id AND plan.id = activity.plan_id AND plan.status = 'approved'
            WHERE staff.kind <> 'own_teacher' AND (
                staff.record_checked_on IS NULL OR staff.vetting_expires_on IS NULL OR btrim(staff.qualification) = ''
            )
            ORDER BY staff.id
        """,
    ),
    Invariant(
        name="staff_was_registered_by_somebody",
        says="everybody who serves was registered by somebody of the school",
        sql="""
            SELECT staff.id FROM schools_staff_staff AS staff
            WHERE NOT EXISTS (
                SELECT 1 FROM audit_entry AS entry
                WHERE entry.bureau_id = staff.bureau_id AND entry.subject_kind = 'staff' AND entry.subject_id = staff.id
                    AND entry.action = 'staff.add'
            )
            ORDER BY staff.id
        """,
    ),
]
