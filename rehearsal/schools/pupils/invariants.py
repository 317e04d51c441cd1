"""Children are in a class of their school; with one that left everything it took part in has ended."""

from rehearsal.invariants import Invariant, told

INVARIANTS = [
    Invariant(
        name="child_is_in_a_class_of_its_school",
        says="a child's class is one of its own school, of a grade that the school has",
        sql="""
            SELECT student.id, class.grade, school.stage FROM schools_pupils_student AS student
            JOIN schools_register_schoolclass AS class
                ON class.bureau_id = student.bureau_id AND class.id = student.school_class_id
            JOIN schools_register_school AS school
                ON school.bureau_id = student.bureau_id AND school.id = student.school_id
            WHERE class.school_id <> student.school_id OR (school.stage = 'primary' AND class.grade > 6)
                OR (school.stage = 'junior' AND class.grade < 7)
            ORDER BY student.id
        """,
    ),
    Invariant(
        name="left_in_the_past",
        says="a child that left did so on a day that has been, for a reason; one on the roll did not",
        sql="""
            SELECT id, status, left_on, left_for FROM schools_pupils_student
            WHERE CASE status WHEN 'left' THEN left_on > %(today)s OR left_for = ''
                ELSE left_on IS NOT NULL OR left_for <> '' END
            ORDER BY id
        """,
    ),
    Invariant(
        name="nothing_open_for_who_left",
        says="for a child that left no review is open and nothing is applied for in a term that was not over",
        sql="""
            SELECT student.id, application.id AS application, application.status FROM schools_pupils_student AS student
            JOIN enrollment_admissions_application AS application
                ON application.bureau_id = student.bureau_id AND application.student_id = student.id
            JOIN enrollment_admissions_round AS round
                ON round.bureau_id = student.bureau_id AND round.id = application.round_id
            JOIN bureaus_terms_term AS term ON term.bureau_id = round.bureau_id AND term.id = round.term_id
            WHERE student.status = 'left' AND term.ends_on >= student.left_on AND (
                application.status NOT IN ('rejected', 'withdrawn') OR EXISTS (
                    SELECT 1 FROM bureaus_reviews_reviewcase AS held
                    WHERE held.bureau_id = application.bureau_id AND held.subject_kind = 'application'
                        AND held.subject_id = application.id AND held.status IN ('open', 'waiting')
                )
            )
            ORDER BY student.id, application.id
        """,
    ),
    told("schools_pupils_student", "student", first="enrolled"),
]
