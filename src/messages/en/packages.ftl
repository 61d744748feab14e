### Completions for shells and manual pages.
