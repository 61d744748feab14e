-- `stdreg lsp` in Neovim as an author uses it: its own client, real buffers, no mock. Run by tests/editors/run.

local work = assert(vim.env.WORK)
local register = work .. '/register/register.toml'
local passed, failed = 0, 0

-- The line of an entry's code: a category has one of two digits.
local ENTRY_CODE = '^code%s+= "%d%d%d%d%d%d%d%u'

vim.opt.swapfile = false
vim.lsp.config('stdreg', {
  cmd = { assert(vim.env.STDREG), 'lsp' },
  filetypes = { 'toml' },
  root_markers = { 'register.toml' },
  cmd_env = { LANG = 'zh_CN.UTF-8' },
})
vim.lsp.enable('stdreg')

local function test(name, run)
  local ok, reason = xpcall(run, debug.traceback)
  if ok then
    passed = passed + 1
  else
    failed = failed + 1
  end
  io.stdout:write((ok and 'ok    ' or 'FAIL  ') .. name .. '\n' .. (ok and '' or tostring(reason) .. '\n'))
end

-- Waits until `get` gives something true, and gives that.
local function wait(what, get)
  local value
  local came = vim.wait(20000, function()
    value = get()
    return value
  end, 20)
  assert(came, what .. ' did not come; found: ' .. vim.inspect(vim.tbl_map(function(found)
    return ('%d %s'):format(found.lnum + 1, found.code)
  end, vim.diagnostic.get(0))))
  return value
end

local function client()
  return wait('the client', function()
    return vim.lsp.get_clients({ name = 'stdreg', bufnr = 0 })[1]
  end)
end

-- Asks the server about the place of the cursor and gives the result.
local function ask(method, more)
  local params = vim.lsp.util.make_position_params(0, client().offset_encoding)
  local answer = client():request_sync(method, vim.tbl_extend('force', params, more or {}), 20000, 0)
  assert(answer and not answer.err, method .. ': ' .. vim.inspect(answer))
  return answer.result
end

-- The line, from 1, that a pattern matches for the nth time; the cursor is put on the match.
local function go_to(text, nth)
  local seen = 0
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local column = line:find(text)
    if column then
      seen = seen + 1
      if seen == (nth or 1) then
        vim.api.nvim_win_set_cursor(0, { number, column - 1 })
        return number
      end
    end
  end
  error(text .. ' is not in the buffer')
end

local function findings_on(number)
  return vim.tbl_filter(function(finding)
    return finding.lnum == number - 1
  end, vim.diagnostic.get(0))
end

-- Waits for a finding of a rule on a line.
local function finding(code, number)
  return wait(code .. ' in line ' .. number, function()
    for _, found in ipairs(findings_on(number)) do
      if found.code == code then
        return found
      end
    end
  end)
end

local function line(number)
  return vim.api.nvim_buf_get_lines(0, number - 1, number, false)[1]
end

vim.cmd.edit(register)
vim.bo.filetype = 'toml'

test('findings of the register are shown', function()
  local found = wait('findings', function()
    local all = vim.diagnostic.get(0)
    return #all > 0 and all
  end)
  for _, each in ipairs(found) do
    assert(each.source == 'stdreg' and each.code:match('^%u%d%d%d$'), vim.inspect(each))
  end
end)

test('a fault typed is found at its columns, in Chinese text too, and goes when it is undone', function()
  local number = go_to(ENTRY_CODE, 2)
  local old = line(number)
  local code = old:match('"(%w+)"')
  local broken = code:sub(1, 7) .. '标' .. code:sub(9)
  vim.api.nvim_buf_set_lines(0, number - 1, number, false, { (old:gsub(code, broken)) })
  local found = finding('C002', number)
  assert(found.message:find('[\228-\233]'), 'the message is in Chinese: ' .. found.message)
  assert(line(number):sub(found.col + 1, found.end_col) == '标', vim.inspect(found))
  vim.cmd.undo()
  wait('its end', function()
    return #findings_on(number) == 0
  end)
end)

test('a code is completed with the next free one', function()
  local number = go_to(ENTRY_CODE, 3)
  local old = line(number)
  vim.api.nvim_buf_set_lines(0, number - 1, number, false, { (old:gsub('".*', '"')) })
  vim.api.nvim_win_set_cursor(0, { number, #line(number) })
  local result = ask('textDocument/completion')
  local items = result.items or result
  assert(#items > 0, 'no items')
  local first = items[1]
  for _, item in ipairs(items) do
    if item.preselect or (item.sortText or item.label) < (first.sortText or first.label) then
      first = item
    end
  end
  assert(first.label:match('^%d%d%d%d%d%d%d%u%d%d%d%d%u$'), vim.inspect(first))
  assert(not table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n'):find(first.label, 1, true), 'it is free')
  vim.lsp.util.apply_text_edits({ { range = (first.textEdit.range or first.textEdit.replace), newText = first.textEdit.newText } }, 0, client().offset_encoding)
  assert(line(number):find('"' .. first.label, 1, true), line(number))
  vim.cmd('silent undo | silent undo')
  vim.api.nvim_buf_set_lines(0, number - 1, number, false, { old })
end)

test('a fix is applied by a code action', function()
  local number = go_to('^standard%s+= "GB/T %d')
  local old = line(number)
  vim.api.nvim_buf_set_lines(0, number - 1, number, false, { (old:gsub('GB/T ', 'GB/T')) })
  finding('E007', number)
  vim.api.nvim_win_set_cursor(0, { number, old:find('GB') })
  vim.lsp.buf.code_action({
    apply = true,
    context = { only = { 'quickfix' }, diagnostics = vim.tbl_map(function(found)
      return found.user_data.lsp
    end, findings_on(number)) },
    filter = function(action)
      return action.isPreferred
    end,
  })
  wait('the repair', function()
    return line(number) == old
  end)
  wait('its end', function()
    return #findings_on(number) == 0
  end)
end)

test('a code is explained', function()
  go_to(ENTRY_CODE, 2)
  vim.cmd('normal! f"l')
  local hover = ask('textDocument/hover')
  local value = type(hover.contents) == 'table' and hover.contents.value or hover.contents
  assert(value:find('基础标准', 1, true), value)
end)

test('definition leads from a table to its category', function()
  go_to('^category%s+= "')
  vim.cmd('normal! f"l')
  local result = ask('textDocument/definition')
  local place = vim.islist(result) and result[1] or result
  local range = place.range or place.targetSelectionRange
  assert(line(range.start.line + 1):match('^code'), vim.inspect(place))
end)

test('a category is renamed everywhere', function()
  go_to('^category%s+= "')
  vim.cmd('normal! f"l')
  local old = line(vim.api.nvim_win_get_cursor(0)[1]):match('"(%d+)"')
  local before = #vim.diagnostic.get(0)
  vim.lsp.buf.rename('97')
  wait('the new code', function()
    return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n'):find('category%s*=%s*"97"')
  end)
  assert(not table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n'):find('category%s*=%s*"' .. old .. '"'))
  vim.wait(300)
  assert(#vim.diagnostic.get(0) == before, 'a rename adds no finding')
  vim.cmd('silent undo')
end)

test('the outline has the tables and their entries', function()
  local symbols = ask('textDocument/documentSymbol')
  local text = vim.json.encode(symbols)
  assert(text:find('A.4', 1, true) and #symbols > 2, 'no tables')
end)

test('the register is formatted without changing what it says', function()
  local number = go_to('title')
  vim.api.nvim_buf_set_lines(0, number - 1, number, false, { (line(number):gsub('%s*=%s*', '   =   ')) })
  vim.lsp.buf.format({ timeout_ms = 20000 })
  wait('the blanks to go', function()
    return line(number):match('^title%s?=%s') or line(number):match('^title *= "')
  end)
end)

test('the server ends with its client', function()
  local handle = client()
  handle:stop()
  wait('its end', function()
    return handle:is_stopped()
  end)
end)

io.stdout:write(('%d passed, %d failed\n'):format(passed, failed))
vim.cmd('cquit ' .. (failed > 0 and 1 or 0))
