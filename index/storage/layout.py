"""What the files and folders of an index are called, in a folder and in a bundle alike."""

POINTER = "CURRENT"  # names the published generation
LOCK = "build.lock"
GENERATIONS = "generations"
ENCODERS = "encoders"
