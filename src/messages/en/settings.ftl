### `stdreg config` and `stdreg schema`.
