"""How much of what a figure tells, beside what a question asks: in which aspect, and of what at all."""
