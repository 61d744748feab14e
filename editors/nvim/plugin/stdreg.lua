-- What the plugin does without being asked: the server for registers, the colours of codes, the command :Stdreg.

if vim.g.loaded_stdreg then
  return
end
if vim.fn.has('nvim-0.8') == 0 then
  -- Nothing is started, and nothing is in the way; who asks is told why.
  vim.cmd([[command! -nargs=* Stdreg echohl ErrorMsg | echomsg 'stdreg: needs Neovim 0.8 or newer (:checkhealth stdreg)' | echohl None]])
  return
end
vim.g.loaded_stdreg = true

require('stdreg.layers').setup(vim.api.nvim_create_augroup('stdreg.layers', { clear = true }))
require('stdreg').enable()

vim.api.nvim_create_user_command('Stdreg', function(invocation)
  require('stdreg.commands').run(invocation.fargs)
end, {
  nargs = '+',
  desc = 'The language server of stdreg',
  complete = function(lead, line)
    return require('stdreg.commands').complete(lead, line)
  end,
})
