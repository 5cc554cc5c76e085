"""Questions about many reports at once: what each of them is asked, and what is read off the answers."""
