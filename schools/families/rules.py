from __future__ import annotations

from afterschool.values.clauses import Clause

CHILD_DATA = Clause("中华人民共和国个人信息保护法", "", "第三十一条")
