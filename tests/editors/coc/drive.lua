-- stdreg in coc.nvim, a client of its own: a Neovim with it is driven from outside by the keys that a user types, for it
-- shows completions to nobody else. Run by tests/editors/coc/run.

local work = assert(vim.env.WORK)
local passed, failed = 0, 0

-- How long anything is waited for, in milliseconds.
local PATIENCE = 10000

local editor = vim.fn.jobstart(vim.list_extend({ vim.v.progpath, '--embed', '--headless' }, vim.split(vim.env.ARGUMENTS, '\n')), {
  rpc = true,
})
assert(editor > 0, 'no Neovim')

local function lua(text, ...)
  return vim.rpcrequest(editor, 'nvim_exec_lua', text, { ... })
end

-- Likewise, and waits for nothing: what is asked of coc may ask the user.
local function begin(text)
  vim.rpcnotify(editor, 'nvim_exec_lua', text, {})
end

local function type_keys(keys)
  vim.rpcrequest(editor, 'nvim_input', keys)
end

local function wait(what, get)
  local value
  local came = vim.wait(PATIENCE, function()
    value = get()
    return value
  end, 50)
  assert(came, what .. ' did not come')
  return value
end

local function test(name, run)
  local ok, reason = xpcall(run, debug.traceback)
  passed, failed = passed + (ok and 1 or 0), failed + (ok and 0 or 1)
  io.stdout:write((ok and 'ok    ' or 'FAIL  ') .. name .. '\n' .. (ok and '' or tostring(reason) .. '\n'))
end

-- The findings of the buffer, by rule.
local function findings()
  return lua([[
    local found = {}
    for _, finding in ipairs(vim.fn.CocAction('diagnosticList') or {}) do
      table.insert(found, tostring(finding.code) .. ' ' .. finding.lnum)
    end
    return found
  ]])
end

-- What each item of the list of completions would write, in the order in which they are shown; false where there is none.
local function shown()
  return lua([[
    return vim.fn['coc#pum#visible']() == 1 and vim.fn.getwinvar(vim.fn['coc#pum#winid'](), 'words', {})
  ]])
end

local function open(path)
  vim.rpcrequest(editor, 'nvim_command', 'edit! ' .. vim.fn.fnameescape(work .. '/' .. path))
end

-- The buffer of a file, as text.
local function text(path)
  return lua('return table.concat(vim.api.nvim_buf_get_lines(vim.fn.bufadd(...), 0, -1, false), "\\n")', work .. '/' .. path)
end

-- What is first in the list after keys that are typed in a new line at the end of the buffer.
local function first_after(keys, wanted)
  type_keys('<Esc>Go' .. keys)
  local list
  local ok = pcall(wait, 'the list', function()
    list = shown()
    -- A string that is not closed is closed, too.
    return list and list[1] and list[1]:match('^[^ "]+') == wanted
  end)
  type_keys('<Esc>u')
  assert(ok, keys .. ': ' .. vim.inspect(list and vim.list_slice(list, 1, 8)))
end

test('the server is started, and its findings are shown', function()
  open('project/tables/data.toml')
  wait('coc', function()
    return lua('return vim.g.coc_service_initialized == 1')
  end)
  wait('the server', function()
    return lua([[
      for _, service in ipairs(vim.fn.CocAction('services')) do
        if service.id:find('stdreg') and service.state == 'running' then
          return true
        end
      end
    ]])
  end)
  type_keys('<Esc>gg/20950<CR>f2rX<Esc>')
  wait('the finding', function()
    local found = findings()
    return vim.tbl_contains(vim.tbl_map(function(finding)
      return finding:match('^%a%d+')
    end, found), 'C002') and found
  end)
  type_keys('u')
  wait('no finding', function()
    return #findings() == 0
  end)
end)

for _, case in ipairs({ { 'ga', 'GA' }, { 'gb', 'GB' }, { 'T/', 'T/' } }) do
  test(('the prefix itself comes first behind standard = "%s'):format(case[1]), function()
    first_after('standard = "' .. case[1], case[2])
  end)
end

test('a word is found by its pinyin', function()
  first_after('status = "yb', '已颁')
end)

test('a finding is silenced by an action', function()
  lua([[vim.fn.search('"国家标准"')]])
  type_keys('ci"国标<Esc>')
  wait('the finding', function()
    return table.concat(findings(), ' '):find('E017', 1, true)
  end)
  -- A fix that is to be looked at would have coc ask.
  begin([[
    for _, action in ipairs(vim.fn.CocAction('codeActions', 'cursor', { 'quickfix' })) do
      if vim.startswith(action.title, '在此忽略') then
        return vim.fn.CocAction('doCodeAction', action)
      end
    end
  ]])
  wait('the comment', function()
    return text('project/tables/data.toml'):find('stdreg: ignore[level-alias]', 1, true)
  end)
  wait('silence', function()
    return #findings() == 0
  end)
end)

test('a rename changes both files', function()
  lua([[vim.fn.search('category = "\\zs21')]])
  begin([[vim.fn.CocAction('rename', '23')]])
  wait('the other file', function()
    return text('project/register.toml'):find('code      = "23"', 1, true)
  end)
  local part = text('project/tables/data.toml')
  assert(part:find('category = "23"', 1, true) and part:find('"2095023R0012T"', 1, true), part)
end)

test('the file is formatted', function()
  lua([[vim.fn.search('^number')]])
  type_keys('ccnumber=1<Esc>')
  wait('the key', function()
    return text('project/tables/data.toml'):find('number=1', 1, true)
  end)
  begin([[vim.fn.CocAction('format')]])
  wait('the form', function()
    return text('project/tables/data.toml'):find('number%s+= 1')
  end)
end)

vim.fn.jobstop(editor)
io.stdout:write(('%d passed, %d failed\n'):format(passed, failed))
vim.cmd('cquit ' .. (failed > 0 and 1 or 0))
