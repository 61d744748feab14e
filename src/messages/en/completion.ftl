# Completion
