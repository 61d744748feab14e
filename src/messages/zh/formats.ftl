### The forms in which findings are written for other programs.
