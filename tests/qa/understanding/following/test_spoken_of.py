"""qa.understanding.following.spoken_of: whose and of when a question is."""

from __future__ import annotations

import pytest

from qa.understanding.following.spoken_of import Lead, lead_of, places_of, time_of


@pytest.mark.parametrize(
    ("question", "places", "time", "rest"),
    [
        ("云南2031年GDP是多少", "云南", "2031年", "GDP是多少"),
        ("2031年云南省的GDP", "云南省", "2031年", "GDP"),
        ("云南和贵州去年的GDP", "云南和贵州", "去年", "GDP"),
        ("天津市河北区2031年GDP", "天津市河北区", "2031年", "GDP"),
        ("各省2031年GDP", "各省", "2031年", "GDP"),
        ("哪个省GDP最高", "哪个省", "", "GDP最高"),
        ("全国GDP", "全国", "", "GDP"),
        ("云南省长是谁", "云南", "", "省长是谁"),
        ("GDP是多少", "", "", "GDP是多少"),
        ("天津港吞吐量", "", "", "天津港吞吐量"),
        ("赣州跟哪个城市合作", "赣州", "", "跟哪个城市合作"),
        ("", "", "", ""),
    ],
)
def test_what_a_question_begins_with(question: str, places: str, time: str, rest: str):
    is_of_many = places in {"各省", "哪个省"}
    assert lead_of(question) == Lead(places=places, time=time, rest=rest, is_of_many=is_of_many)


def test_a_lead_is_put_before_another():
    lead = lead_of("2031年云南省的GDP")
    assert lead.text == "云南省2031年"


def test_times_and_places():
    assert time_of("那2031的呢") == "2031年"
    assert time_of("去年的") == "去年"
    assert not time_of("产量")
    assert places_of("云南和贵州的产量") == ("云南", "贵州")
