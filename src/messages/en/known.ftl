### What narrows findings down: a baseline, a revision; and watching.
