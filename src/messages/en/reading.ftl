# Hover, inlay hints, code lenses
