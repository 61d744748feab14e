# Code actions
