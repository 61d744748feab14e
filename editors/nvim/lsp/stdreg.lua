-- The language server of stdreg as `vim.lsp.enable('stdreg')` finds it: Neovim 0.11 and newer read this file themselves.
-- What `require('stdreg').setup()` or `vim.lsp.config('stdreg', …)` say is laid over it.

local detect = require('stdreg.detect')

---@type vim.lsp.Config
return {
  cmd = { 'stdreg', 'lsp' },
  filetypes = { 'toml' },
  -- Without a call of `on_dir` nothing is started: this is how a Cargo.toml is left alone.
  root_dir = function(buffer, on_dir)
    if detect.is_wanted(buffer) then
      on_dir(detect.root(vim.api.nvim_buf_get_name(buffer)))
    end
  end,
}
