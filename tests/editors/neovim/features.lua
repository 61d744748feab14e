-- What an author does with the server in Neovim: its own client, real buffers, no mock.

local H = require('harness')

-- The line of an entry's code: a category has one of two digits.
local ENTRY_CODE = '^code%s+= "%d%d%d%d%d%d%d%u'

H.open('internet-plus/register.toml')

H.test('findings of the register are shown', function()
  local found = H.wait('findings', function()
    local all = vim.diagnostic.get(0)
    return #all > 0 and all
  end)
  for _, each in ipairs(found) do
    assert(each.source == 'stdreg' and each.code:match('^%u%d%d%d$'), vim.inspect(each))
  end
end)

H.test('a fault typed is found at its columns, in Chinese text too, and goes when it is undone', function()
  local number = H.go_to(ENTRY_CODE, 2)
  local old = H.line(number)
  local code = old:match('"(%w+)"')
  local broken = code:sub(1, 7) .. '标' .. code:sub(9)
  H.set_line(number, (old:gsub(code, broken)))
  local found = H.finding('C002', number)
  assert(found.message:find('[\228-\233]'), 'the message is in Chinese: ' .. found.message)
  assert(H.line(number):sub(found.col + 1, found.end_col) == '标', vim.inspect(found))
  vim.cmd.undo()
  H.no_finding_on(number)
end)

H.test('a code is completed with the next free one', function()
  local number = H.go_to(ENTRY_CODE, 3)
  local old = H.line(number)
  H.set_line(number, (old:gsub('".*', '"')))
  -- Behind the last character, where the cursor stands in insert mode alone.
  local position = { line = number - 1, character = #H.line(number) }
  local result = H.ask('textDocument/completion', position)
  local items = result.items or result
  assert(#items > 0, 'no items')
  local first = items[1]
  for _, item in ipairs(items) do
    if item.preselect or (item.sortText or item.label) < (first.sortText or first.label) then
      first = item
    end
  end
  assert(first.label:match('^%d%d%d%d%d%d%d%u%d%d%d%d%u$'), vim.inspect(first))
  assert(not H.text():find(first.label, 1, true), 'it is free')
  local edit = { range = first.textEdit.range or first.textEdit.replace, newText = first.textEdit.newText }
  vim.lsp.util.apply_text_edits({ edit }, vim.api.nvim_get_current_buf(), H.client().offset_encoding)
  assert(H.line(number):find('"' .. first.label, 1, true), H.line(number))
  vim.cmd('silent undo | silent undo')
  H.set_line(number, old)
end)

-- A line in the place of an entry's number, which is put back; gives what `run` gives.
local function with_number(typed, run)
  local number = H.go_to('^standard%s+= "G', 1)
  local old = H.line(number)
  H.set_line(number, 'standard = "' .. typed)
  local position = { line = number - 1, character = #H.line(number) }
  local result = run(H.ask('textDocument/completion', position))
  H.set_line(number, old)
  return result
end

for _, case in ipairs({ { 'ga', 'GA' }, { 'gb', 'GB' }, { 'T/', 'T/' } }) do
  local typed, first = unpack(case)
  H.test(('%s finds %s first, by the order of the list and by the scorer'):format(typed, first), function()
    local found = with_number(typed, function(result)
      local items = vim.lsp.completion._lsp_to_complete_items(result, typed, H.client().id)
      local labels = vim.tbl_map(function(item)
        return item.label
      end, result.items)
      return { items[1].abbr, vim.fn.matchfuzzy(labels, typed)[1] }
    end)
    local of_list, fuzzy = unpack(found)
    assert(of_list == first, 'the list begins with ' .. of_list)
    assert(fuzzy == first, 'the scorer prefers ' .. fuzzy)
  end)
end

H.test('a fix is applied by a code action', function()
  local number = H.go_to('^standard%s+= "GB/T %d')
  local old = H.line(number)
  H.set_line(number, (old:gsub('GB/T ', 'GB/T')))
  H.finding('E007', number)
  vim.api.nvim_win_set_cursor(0, { number, (old:find('GB')) })
  vim.lsp.buf.code_action({
    apply = true,
    context = { only = { 'quickfix' }, diagnostics = vim.tbl_map(function(found)
      return found.user_data.lsp
    end, H.findings_on(number)) },
    filter = function(action)
      return action.isPreferred
    end,
  })
  H.wait('the repair', function()
    return H.line(number) == old
  end)
  H.no_finding_on(number)
end)

H.test('a code is explained', function()
  H.go_to(ENTRY_CODE, 2)
  vim.cmd('normal! f"l')
  local hover = H.ask('textDocument/hover')
  local value = type(hover.contents) == 'table' and hover.contents.value or hover.contents
  assert(value:find('基础标准', 1, true), value)
end)

H.test('definition leads from a table to its category', function()
  H.go_to('^category%s+= "')
  vim.cmd('normal! f"l')
  local result = H.ask('textDocument/definition')
  local place = vim.islist(result) and result[1] or result
  local range = place.range or place.targetSelectionRange
  assert(H.line(range.start.line + 1):match('^code'), vim.inspect(place))
end)

H.test('a category is renamed everywhere', function()
  H.go_to('^category%s+= "')
  vim.cmd('normal! f"l')
  local old = H.line(vim.api.nvim_win_get_cursor(0)[1]):match('"(%d+)"')
  local before = #vim.diagnostic.get(0)
  vim.lsp.buf.rename('97')
  H.wait('the new code', function()
    return H.text():find('category%s*=%s*"97"')
  end)
  assert(not H.text():find('category%s*=%s*"' .. old .. '"'))
  vim.wait(300)
  assert(#vim.diagnostic.get(0) == before, 'a rename adds no finding')
  vim.cmd('silent undo')
end)

H.test('a category is renamed over two files: the root and a part that is open with changes', function()
  H.open('project/tables/data.toml')
  H.client()
  local part = vim.api.nvim_get_current_buf()
  vim.api.nvim_buf_set_lines(part, 0, 0, false, { '# 未保存' })
  H.open('project/register.toml')
  H.client()
  H.go_to('"21"')
  vim.cmd('normal! l')
  vim.lsp.buf.rename('31')
  H.wait('the new code in the root', function()
    return H.text():find('code%s*=%s*"31"')
  end)
  H.wait('the new code in the part', function()
    return H.text(part):find('category%s*=%s*"31"') and H.text(part):find('"2095031R0012T"')
  end)
  assert(H.text(part):find('^# 未保存\n%[%[table'), H.text(part))
  vim.cmd('silent undo')
  H.open('internet-plus/register.toml')
  H.client()
end)

H.test('the outline has the tables and their entries', function()
  local symbols = H.ask('textDocument/documentSymbol')
  local text = vim.json.encode(symbols)
  assert(text:find('A.4', 1, true) and #symbols > 2, 'no tables')
end)

H.test('the register is formatted without changing what it says', function()
  local number = H.go_to('title')
  H.set_line(number, (H.line(number):gsub('%s*=%s*', '   =   ')))
  vim.lsp.buf.format({ timeout_ms = 10000 })
  assert(H.line(number):match('^title *= "'), H.line(number))
end)

H.test('the server ends with its client', function()
  local handle = H.client()
  handle:stop()
  H.wait('its end', function()
    return handle:is_stopped()
  end)
end)

H.finish()
