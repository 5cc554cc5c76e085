"""The folders of a corpus: what lies in them now, what was read of them, and what is gone."""
