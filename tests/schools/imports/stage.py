"""The files that are sent to the routes of schools.imports."""

import re
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.stage import Stage

SCHOOLS = "学校代码,校名,学段,城乡\n1508020009,临河区示例第九小学,小学,城区\n"
STUDENTS = "学号,姓名,年级,班号\nB001,张示例,3,1\n"


def build(stage: Stage) -> None:
    """A file that was checked is imported by its token; whoever may not check one has none."""

    def token_of(name: str, text: str) -> Callable[[Client], str]:
        def token(client: Client) -> str:
            file = SimpleUploadedFile("示例.csv", text.encode(), content_type="text/csv")
            page = client.post(stage.address(f"schools:{name}"), {"file": file}).text
            found = re.search(r'name="token" value="([^"]+)"', page)
            return found[1] if found else "不存在"

        return token

    stage.posts("schools", "import_schools", token=token_of("import_schools", SCHOOLS))
    stage.posts("schools", "import_students", token=token_of("import_students", STUDENTS))
