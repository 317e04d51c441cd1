"""Offices stand where they belong, and a one-time code opens a door once."""

from rehearsal.invariants import Invariant

INVARIANTS = [
    Invariant(
        name="office_of_a_class_is_in_its_school",
        says="who holds an office in a class holds it in the school of the class; a class teacher has a class",
        sql="""
            SELECT member.id, member.role FROM accounts_membership AS member
            LEFT JOIN schools_register_schoolclass AS class
                ON class.bureau_id = member.bureau_id AND class.id = member.school_class_id
            WHERE (member.school_class_id IS NOT NULL AND class.school_id IS DISTINCT FROM member.school_id)
                OR (member.role = 'class_teacher' AND member.school_class_id IS NULL)
            ORDER BY member.id
        """,
    ),
    Invariant(
        name="code_opens_once_and_in_time",
        says="a one-time code was used within its minutes and after at most five tries, if at all",
        sql="""
            SELECT id, created_at, expires_at, used_at, tries FROM accounts_onetimecode
            WHERE used_at < created_at OR used_at > expires_at OR tries > 5 ORDER BY id
        """,
    ),
    Invariant(
        name="code_is_sent_to_a_known_phone",
        says="a code that was used opens the door of a guardian of the bureau",
        sql="""
            SELECT code.id FROM accounts_onetimecode AS code
            WHERE code.used_at IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM accounts_guardian AS guardian
                WHERE guardian.bureau_id = code.bureau_id AND guardian.phone_index = code.phone_index
            )
            ORDER BY code.id
        """,
    ),
]
