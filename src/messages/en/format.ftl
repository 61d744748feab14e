# Formatting
