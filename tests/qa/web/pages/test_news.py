"""qa.web.pages.news: what the page tells of a corpus that is read anew."""

from __future__ import annotations

from qa.web.library import Library, Updating
from qa.web.pages.chat import Chat
from qa.web.pages.news import N_TOLD, told
from qa.web.texts import EN, ZH_CN


def test_nothing_where_nothing_happens():
    assert told(Updating(), EN) == ""


def test_how_far_it_is():
    assert EN.corpus_changed in told(Updating(is_building=True), EN)
    line = told(Updating(is_building=True, n_done=1200, n_texts=34_000), EN)
    assert "1,200 of 34,000 texts done" in line


def test_what_could_not_be_read_is_text():
    line = told(Updating(failures=("<b>.txt is empty\u202e",)), ZH_CN)
    assert ZH_CN.unread.format(n=1) in line
    assert "&lt;b&gt;.txt is empty" in line
    assert 'title="U+202E"' in line


def test_of_many_failures_the_first_are_listed():
    line = told(Updating(failures=tuple(f"{i}.txt is empty" for i in range(500))), EN)
    assert line.count("<li>") == N_TOLD
    assert EN.unread.format(n=500) in line


def test_before_there_is_an_engine_there_is_no_generation():
    library = Library()
    library.update(Updating(is_building=True))
    news = Chat(library).news({}, EN)
    assert news == {"generation": "", "line": told(Updating(is_building=True), EN)}
