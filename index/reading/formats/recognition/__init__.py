"""Pages that are pictures: rendered, and read by machine (OCR) in a process of their own."""
