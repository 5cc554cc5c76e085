"""An exact phrase, sought in all texts and counted: where, how often, and where not."""
