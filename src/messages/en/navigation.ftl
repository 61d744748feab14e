# Navigation and rename
