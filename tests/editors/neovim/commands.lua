-- The command :Stdreg, :checkhealth, the help, the colours of codes.

local H = require('harness')

-- The text in the floating window, once there is one.
local function floating()
  return H.wait('a floating window', function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        return H.text(vim.api.nvim_win_get_buf(window))
      end
    end
  end)
end

-- What was told the user last.
local told = ''
vim.notify = function(message)
  told = message
end

H.test('the help opens, and its tags are without error', function()
  vim.cmd.helptags(H.work .. '/plugin/doc')
  for _, tag in ipairs({ 'stdreg', 'stdreg.txt', ':Stdreg', 'stdreg.setup()', 'stdreg-zh' }) do
    vim.cmd.help(tag)
    assert(vim.fn.expand('%:t') == 'stdreg.txt', tag)
  end
  -- A link of the help must lead somewhere.
  for link in H.text():gmatch('|([^|%s]+)|') do
    vim.cmd.help(link)
  end
  vim.cmd('silent! helpclose')
end)

H.test('the subcommands are completed', function()
  local all = vim.fn.getcompletion('Stdreg ', 'cmdline')
  local expected = { 'decode', 'export', 'import', 'log', 'new-entry', 'preview', 'restart', 'write-statistics' }
  assert(vim.deep_equal(all, expected), vim.inspect(all))
  assert(vim.deep_equal(vim.fn.getcompletion('Stdreg re', 'cmdline'), { 'restart' }))
  assert(#vim.fn.getcompletion('Stdreg decode ', 'cmdline') == 0)
end)

H.test('a subcommand that there is not, and one without its server, say so', function()
  vim.cmd('Stdreg nonsense')
  assert(told:find('nonsense', 1, true), told)
  H.open('project/Cargo.toml')
  vim.cmd('Stdreg write-statistics')
  assert(told:find('checkhealth', 1, true), told)
end)

H.test(':Stdreg decode of a code given, without a server', function()
  vim.cmd('Stdreg decode 2095021R0012T')
  assert(floating():find('2095021R0012T', 1, true))
  vim.cmd.fclose()
end)

H.test(':Stdreg decode of the code under the cursor', function()
  H.open('project/tables/data.toml')
  H.client()
  H.go_to('2095021R')
  vim.cmd('Stdreg decode')
  assert(floating():find('数据资源', 1, true))
  vim.cmd.fclose()
end)

H.test('the layers of a code have colours of their own', function()
  local number = H.go_to('2095021R')
  local column = H.line(number):find('2095021R') - 1
  local function groups(at)
    local names = {}
    for _, mark in ipairs(vim.inspect_pos(0, number - 1, at, { extmarks = 'all' }).semantic_tokens) do
      names[mark.opts.hl_group] = true
    end
    return names
  end
  for offset, group in pairs({ [0] = 'StdregClass', [1] = 'StdregDomain', [12] = 'StdregNature' }) do
    H.wait(group, function()
      return groups(column + offset)[group]
    end)
  end
  assert(vim.api.nvim_get_hl(0, { name = 'StdregClass' }).link == 'Keyword')
end)

H.test(':Stdreg preview opens the printed form, which follows what is saved', function()
  local opened
  vim.ui.open = function(path)
    opened = path
    return nil, nil
  end
  vim.cmd('Stdreg preview')
  local function page()
    return table.concat(vim.fn.readfile(opened), '\n')
  end
  assert(opened and told:find(opened, 1, true), told)
  assert(page():find('^<!DOCTYPE html>') and page():find('<svg', 1, true))
  local number = H.go_to('^title  = "电子政务')
  local line = H.line(number)
  vim.api.nvim_buf_set_lines(0, number - 1, number, false, { 'title  = "全新的名称"' })
  assert(not page():find('全新的名称', 1, true))
  vim.cmd('silent write')
  H.wait('the new title', function()
    return page():find('全新的名称', 1, true)
  end)
  vim.api.nvim_buf_set_lines(0, number - 1, number, false, { line })
  vim.cmd('silent write')
end)

H.test(':Stdreg new-entry puts a whole entry behind that of the cursor', function()
  H.go_to('^title  = "电子政务')
  vim.cmd('Stdreg new-entry')
  local text = H.text()
  assert(text:find('委员会"\n\n%[%[table.entry%]%]\nnumber *= 2\n'), told .. '\n' .. text)
  assert(select(2, text:gsub('code *= "2095021', '')) == 2, text)
  vim.snippet.stop()
  vim.cmd('stopinsert')
  vim.cmd('silent edit!')
  H.client()
end)

H.test(':Stdreg new-entry stays before the comments of the next table', function()
  local lines = vim.api.nvim_buf_get_lines(0, 0, -1, false)
  vim.list_extend(lines, { '', '# 表A.2', '[[table]]', 'id = "A.2"', 'title = "术语"', 'category = "21"' })
  vim.api.nvim_buf_set_lines(0, 0, -1, false, lines)
  H.go_to('^title  = "电子政务')
  vim.cmd('Stdreg new-entry')
  assert(H.text():find('委员会"\n\n%[%[table.entry%]%]\n.*\n\n# 表A.2\n%[%[table%]%]\n'), told .. '\n' .. H.text())
  vim.snippet.stop()
  vim.cmd('stopinsert')
  vim.cmd('silent edit!')
  H.client()
end)

H.test(':Stdreg write-statistics writes every table', function()
  H.open('project/register.toml')
  H.client()
  local number = H.go_to('国家标准')
  local right = H.text()
  H.set_line(number, (H.line(number):gsub('expected = 1', 'expected = 7'):gsub('100%%', '14.3%%')))
  vim.cmd('Stdreg write-statistics')
  assert(H.text() == right, told .. '\n' .. H.text())
  assert(told:find('written', 1, true), told)
  vim.cmd('Stdreg write-statistics')
  assert(H.text() == right and told:find('right already', 1, true), told)
  vim.cmd('silent edit!')
  H.open('project/tables/data.toml')
  H.client()
  vim.cmd('Stdreg write-statistics')
  assert(told:find('has no [[statistics]]', 1, true), told)
  H.open('project/register.toml')
end)

H.test('another server of the buffer, which answers nothing, is neither asked nor waited for', function()
  H.client()
  local asked = {}
  local other = vim.lsp.start({
    name = 'other',
    cmd = function()
      return {
        request = function(method, _, answer)
          asked[#asked + 1] = method
          if method == 'initialize' then
            answer(nil, { capabilities = { codeActionProvider = true, completionProvider = vim.empty_dict() } })
          end
          return true, #asked
        end,
        notify = function() end,
        is_closing = function() end,
        terminate = function() end,
      }
    end,
  })
  H.wait('the other server', function()
    return #vim.lsp.get_clients({ id = other, bufnr = 0 }) == 1
  end)
  local number = H.go_to('国家标准')
  local right = H.text()
  H.set_line(number, (H.line(number):gsub('expected = 1', 'expected = 7')))
  vim.cmd('Stdreg write-statistics')
  assert(H.text() == right, told .. '\n' .. H.text())
  vim.cmd('Stdreg preview')
  assert(vim.deep_equal(asked, { 'initialize' }), vim.inspect(asked))
  vim.lsp.buf_detach_client(0, other)
  vim.cmd('silent edit!')
end)

H.test(':Stdreg restart serves the buffers it served', function()
  local before = H.client()
  local served = vim.tbl_count(before.attached_buffers)
  vim.cmd('Stdreg restart')
  assert(served > 1 and H.client().id ~= before.id)
  H.wait('all buffers', function()
    return vim.tbl_count(H.client().attached_buffers) == served
  end)
end)

H.test(':Stdreg import makes a register of a table and opens it beside', function()
  local list = H.work .. '/a list.csv'
  vim.fn.writefile({ '标准代码,标准名称', '2095021P0013T,甲' }, list)
  local windows = #vim.api.nvim_tabpage_list_wins(0)
  vim.cmd('Stdreg import ' .. vim.fn.fnameescape(list))
  assert(vim.api.nvim_buf_get_name(0) == H.work .. '/a list.register.toml', vim.api.nvim_buf_get_name(0) .. told)
  assert(#vim.api.nvim_tabpage_list_wins(0) == windows + 1)
  assert(H.text():find('title *= "甲"'), H.text())
  vim.cmd.close()
  -- What is there is left alone.
  vim.cmd('Stdreg import ' .. vim.fn.fnameescape(list))
  assert(#vim.api.nvim_tabpage_list_wins(0) == windows and told:find('a list.register.toml', 1, true), told)
  vim.fn.writefile({ '标准代码,标准名称', '2095021P0013T,甲', '合计,1' }, list)
  vim.cmd('Stdreg import ' .. vim.fn.fnameescape(list) .. ' -o ' .. vim.fn.fnameescape(H.work .. '/own.register.toml'))
  assert(vim.api.nvim_buf_get_name(0) == H.work .. '/own.register.toml', told)
  assert(H.text():find('# .*合计'), H.text())
  vim.cmd.close()
  vim.cmd('Stdreg import /no/such.csv')
  assert(told:find('no/such.csv', 1, true) and #vim.api.nvim_tabpage_list_wins(0) == windows, told)
end)

H.test(':Stdreg export writes the register and opens text beside', function()
  H.open('project/register.toml')
  vim.cmd('Stdreg export md')
  assert(vim.api.nvim_buf_get_name(0) == H.work .. '/project/register.md', vim.api.nvim_buf_get_name(0) .. told)
  assert(H.text():find('| ', 1, true), H.text())
  vim.cmd.close()
  local page = H.work .. '/page.html'
  vim.cmd('Stdreg export html ' .. vim.fn.fnameescape(page))
  assert(vim.fn.getfsize(page) > 1000 and told:find('page.html', 1, true), told)
  vim.cmd('Stdreg export pdf')
  assert(told:find('csv, docx', 1, true), told)
end)

H.test('arguments of :Stdreg are completed', function()
  local complete = function(line)
    return vim.fn.getcompletion(line, 'cmdline')
  end
  assert(vim.deep_equal(complete('Stdreg exp'), { 'export' }), vim.inspect(complete('Stdreg exp')))
  assert(vim.deep_equal(complete('Stdreg export m'), { 'md', 'mermaid' }), vim.inspect(complete('Stdreg export m')))
  assert(vim.deep_equal(complete('Stdreg import --in'), { '--into' }), vim.inspect(complete('Stdreg import --in')))
  local files = complete('Stdreg import ' .. H.work .. '/project/reg')
  assert(vim.tbl_contains(files, H.work .. '/project/register.toml'), vim.inspect(files))
  assert(#complete('Stdreg restart ') == 0)
end)

H.test(':Stdreg log opens the log', function()
  vim.cmd('Stdreg log')
  assert(vim.api.nvim_buf_get_name(0):find('log$'), vim.api.nvim_buf_get_name(0))
  vim.cmd.tabclose()
end)

H.test(':checkhealth finds the program and the server', function()
  vim.cmd('checkhealth stdreg')
  local text = H.text()
  assert(text:find('stdreg %d+%.%d+%.%d+') and text:find('a server runs in ' .. vim.pesc(H.work)), text)
  assert(not text:find('ERROR') and not text:find('WARNING'), text)
end)

H.test(':checkhealth without the program says how to get it', function()
  require('stdreg').setup({ path = '/no/such/stdreg' })
  vim.cmd('checkhealth stdreg')
  assert(H.text():find('/no/such/stdreg is not to be found', 1, true), H.text())
end)

H.finish()
