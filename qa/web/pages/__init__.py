"""The page: its frame, its answers to visitors, its reports."""
