"""What a connection counts of a body; what it refuses is in tests/hostile/web."""

from __future__ import annotations

import h11

from qa.web.http.strict_http import StrictConnection

POST = b"POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n"


def test_how_much_of_a_body_has_come_is_counted_for_each_request():
    connection = StrictConnection()
    connection.receive_data(POST % 9 + b"abcd")
    assert isinstance(connection.next_event(), h11.Request)
    assert connection.n_body_bytes == 0
    assert isinstance(connection.next_event(), h11.Data)
    assert connection.n_body_bytes == 4
    connection.receive_data(b"efghi")
    assert isinstance(connection.next_event(), h11.Data)
    assert connection.n_body_bytes == 9
    assert isinstance(connection.next_event(), h11.EndOfMessage)
    connection.send(h11.Response(status_code=204, headers=[]))
    connection.send(h11.EndOfMessage())
    connection.start_next_cycle()
    assert connection.n_body_bytes == 0
