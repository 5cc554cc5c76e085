from __future__ import annotations

from qa.web.http import headers


def test_a_script_is_allowed_by_its_digest():
    # printf 'alert(1)' | openssl dgst -sha256 -binary | base64
    assert headers.digest("alert(1)") == "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"


def test_the_policy_names_what_it_was_given():
    policy = headers.security("'nonce-x'", "'sha256-y'")["Content-Security-Policy"].split("; ")
    assert "script-src 'self' 'unsafe-eval' 'nonce-x' 'sha256-y'" in policy
    assert policy[0] == "default-src 'none'"
    assert "frame-ancestors 'none'" in policy
