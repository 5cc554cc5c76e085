"""Tables as files for spreadsheets and texts."""
