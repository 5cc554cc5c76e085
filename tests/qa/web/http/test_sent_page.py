"""qa.web.http.sent_page: what is changed in Gradio's page."""

from __future__ import annotations

from qa.web.http import sent_page


def test_the_scripts_of_a_page_get_a_nonce_of_their_own_each_time():
    page = b"<script>a</script><script src='x'></script><scripture>&lt;script>"
    marked, source = sent_page.with_nonce(page)
    nonce = source.removeprefix("'nonce-").removesuffix("'").encode()
    assert marked == (
        b'<script nonce="%b">a</script><script nonce="%b" src=\'x\'></script><scripture>&lt;script>'
        % (nonce, nonce)
    )
    assert sent_page.with_nonce(page)[1] != source


def test_all_that_is_changed_is_changed_at_once():
    page = (
        b'<meta content="width=device-width, initial-scale=1, shrink-to-fit=no" />'
        b'<link rel="manifest" href="/manifest.json" /><script>a</script></body>'
    )
    sent, _ = sent_page.finished(page)
    assert b"viewport-fit=cover" in sent
    assert b"manifest" not in sent
    assert b"./favicon.ico" in sent
    assert b"<script>" not in sent
    assert sent.count(b"<noscript>") == 1
