-- The start without vim.lsp.enable, as Neovim 0.8 to 0.10 have it: in one of them, or in a newer one that says it is older.

if vim.env.PRETEND_OLDER then
  -- The plugin was loaded before this file; it is loaded again, with a Neovim that denies to be 0.11.
  vim.lsp.enable('stdreg', false)
  local has = vim.fn.has
  vim.fn.has = function(feature)
    return feature == 'nvim-0.11' and 0 or has(feature)
  end
  package.loaded.stdreg, package.loaded['stdreg.commands'] = nil, nil
  vim.g.loaded_stdreg = nil
  vim.cmd.delcommand('Stdreg')
  vim.cmd.runtime('plugin/stdreg.lua')
end

local H = require('harness')

require('stdreg').setup({ path = vim.env.STDREG, settings = { language = 'en' } })

H.test('the server is started by the plugin', function()
  assert(not require('stdreg').is_configured_by_name)
  H.open('project/register.toml')
  assert(H.client().config.root_dir == H.work .. '/project')
end)

H.test('a part has the same server, a Cargo.toml none', function()
  H.open('project/tables/data.toml')
  H.client()
  H.open('project/Cargo.toml')
  vim.wait(300)
  assert(#H.clients() == 0 and #H.clients(true) == 1)
end)

H.test('settings reach the server: its messages are in English', function()
  H.open('project/tables/data.toml')
  local number = H.go_to('^code')
  H.set_line(number, (H.line(number):gsub('T"', '标"')))
  local found = H.finding('C002', number)
  assert(found.message:find('capital letters', 1, true), found.message)
  vim.cmd.undo()
  H.no_finding_on(number)
end)

H.test(':Stdreg write-statistics asks the server', function()
  H.open('project/register.toml')
  H.client()
  local number = H.go_to('国家标准')
  local right = H.text()
  H.set_line(number, (H.line(number):gsub('expected = 1', 'expected = 7')))
  vim.cmd('Stdreg write-statistics')
  assert(H.text() == right, H.text())
end)

H.test(':Stdreg restart', function()
  local before = H.client().id
  vim.cmd('Stdreg restart')
  assert(H.client().id ~= before)
end)

H.test(':Stdreg decode without a server, in a window', function()
  H.open('project/Cargo.toml')
  vim.cmd('Stdreg decode 2095021R0012T')
  local text
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      text = H.text(vim.api.nvim_win_get_buf(window))
    end
  end
  assert(text and text:find('2095021R0012T', 1, true), text)
end)

H.test(':checkhealth stdreg', function()
  vim.cmd('checkhealth stdreg')
  local text = H.text()
  assert(text:find('stdreg %d+%.%d+%.%d+') and text:find('older than 0.11', 1, true), text)
  assert(not text:find('ERROR'), text)
end)

H.finish()
