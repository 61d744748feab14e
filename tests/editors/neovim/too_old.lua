-- A Neovim before 0.8, for which the plugin is not made: it says so where it is asked, and is in nobody's way.

if vim.env.PRETEND_OLDER then
  -- The plugin was loaded before this file; it is loaded again, with a Neovim that denies to be newer.
  vim.lsp.enable('stdreg', false)
  local has = vim.fn.has
  vim.fn.has = function(feature)
    return feature:find('^nvim%-0%.[89]$') and 0 or feature:find('^nvim%-0%.1') and 0 or has(feature)
  end
  package.loaded.stdreg, package.loaded['stdreg.commands'], package.loaded['stdreg.health'] = nil, nil, nil
  vim.g.loaded_stdreg = nil
  vim.api.nvim_del_augroup_by_name('stdreg.start')
  vim.cmd('delcommand Stdreg')
  vim.cmd('runtime plugin/stdreg.lua')
end

local H = require('harness')

H.test('options can be set, as in a configuration for several machines', function()
  require('stdreg').setup({ path = vim.env.STDREG, settings = { language = 'en' } })
end)

H.test('a register is a TOML file as any other', function()
  vim.cmd('edit ' .. H.work .. '/project/register.toml')
  vim.bo.filetype = 'toml'
  assert(vim.v.errmsg == '', vim.v.errmsg)
  assert(vim.b.stdreg == nil and #vim.lsp.get_active_clients() == 0)
end)

H.test(':Stdreg says what is needed', function()
  for _, arguments in ipairs({ '', 'write-statistics', 'decode 2095021R0012T' }) do
    vim.cmd('messages clear')
    vim.cmd('Stdreg ' .. arguments)
    local said = vim.api.nvim_exec('messages', true)
    assert(said:find('needs Neovim 0.8 or newer', 1, true), said)
    assert(not said:find('traceback', 1, true), said)
  end
end)

H.test(':checkhealth stdreg says so, without a stack', function()
  vim.cmd('checkhealth stdreg')
  local text = H.text()
  local version = vim.version()
  local this = ('this is %d.%d.%d'):format(version.major, version.minor, version.patch)
  assert(text:find('Neovim 0.8 or newer is needed', 1, true) and text:find(this, 1, true), text)
  assert(not text:find('traceback', 1, true) and not text:find('Failed', 1, true), text)
end)

H.finish()
