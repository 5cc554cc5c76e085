"""What those who run a server see of it: whether it is well, what is asked, how long that takes."""
