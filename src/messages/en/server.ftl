# The language server
