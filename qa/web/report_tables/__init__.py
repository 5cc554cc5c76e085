"""Tables of reports on the page: a row for each report, in an order, and as files."""
