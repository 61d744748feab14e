-- Which buffers the server is attached to, and in which folder it is started.

local H = require('harness')
local project = H.work .. '/project'

local function write(path, lines)
  vim.fn.mkdir(vim.fs.dirname(H.work .. '/' .. path), 'p')
  vim.fn.writefile(lines, H.work .. '/' .. path)
end

-- Long enough for a server that should not be started to have been started: the start waits for nothing.
local function has_none()
  vim.wait(300)
  return #H.clients() == 0
end

H.test('a register', function()
  H.open('project/register.toml')
  assert(vim.bo.filetype == 'toml')
  assert(H.client().config.root_dir == project, H.client().config.root_dir)
  assert(vim.b.stdreg == true)
end)

for what, name in pairs({ ['a part'] = 'tables/data.toml', ['stdreg.toml'] = 'stdreg.toml', ['a scheme'] = 'own.scheme.toml' }) do
  H.test(what .. ', with the same server', function()
    H.open('project/' .. name)
    H.client()
    assert(#H.clients(true) == 1, 'one server')
  end)
end

H.test('NAME.register.toml, and a new one in a folder that is not there yet', function()
  H.open('new/folder/other.register.toml')
  H.client()
end)

H.test('not a Cargo.toml, a TOML file beside the parts of another folder, or a file of another type', function()
  for _, path in ipairs({ 'project/Cargo.toml', 'project/tables/deeper/not-included.toml', 'project/notes.md' }) do
    H.open(path)
    assert(has_none(), path)
    assert(not vim.b.stdreg)
  end
end)

H.test('a register of another name, by its header', function()
  write('named/anything.toml', { '# 标准体系', '', '[register]', 'title = "x"' })
  H.open('named/anything.toml')
  H.client()
end)

H.test('a scheme of another name, by its header', function()
  write('named/codes.toml', { '[scheme]', 'id = "x"', 'title = "x"', '[[layer]]', 'name = "a"', 'width = 1' })
  H.open('named/codes.toml')
  H.client()
end)

H.test('a file that becomes a register when it is written', function()
  H.open('becoming/some.toml')
  assert(has_none(), 'nothing in it yet')
  vim.api.nvim_buf_set_lines(0, 0, -1, false, { '[register]', 'title = "标准体系"' })
  vim.cmd('silent write ++p')
  H.client()
end)

H.test('a server that the user ended stays so when the file is written', function()
  local handle = H.client()
  -- The name of Neovim 0.11; this theme is for that and newer.
  handle:stop()
  H.wait('its end', function()
    return handle:is_stopped()
  end)
  vim.cmd('silent write')
  assert(has_none())
end)

H.test('patterns of include: **, ?, ./, and what is not understood', function()
  local glob = require('stdreg.glob')
  local cases = {
    { 'tables/*.toml', 'tables/a.toml', true },
    { 'tables/*.toml', 'tables/b/a.toml', false },
    { './tables/*.toml', 'tables/a.toml', true },
    { '**/*.toml', 'a.toml', true },
    { '**/*.toml', 'x/y/a.toml', true },
    { 'x/**', 'x/y/a.toml', true },
    { 'a?.toml', 'ab.toml', true },
    { 'a?.toml', 'a/.toml', false },
    { 'a.toml', 'axtoml', false },
    { '表/*.toml', '表/数据.toml', true },
    { '第?章.toml', '第一章.toml', true },
    { 'x/**/a.toml', 'x/a.toml', true },
    { 'x/**/a.toml', 'x/ya.toml', false },
    { '**a.toml', 'x/a.toml', false },
    { '{a,b}.toml', 'anything', true },
    { ('{'):rep(2000), 'anything', false },
  }
  for _, case in ipairs(cases) do
    assert(glob.matches(case[1], case[2]) == case[3], vim.inspect(case))
  end
end)

H.test('a pattern of include that matches in many ways keeps nobody waiting', function()
  local glob = require('stdreg.glob')
  local names = ('a'):rep(200)
  local folders = ('a/'):rep(100) .. 'y'
  local cases = {
    { ('*a'):rep(12) .. 'b', names },
    { ('*a'):rep(400) .. 'b', names },
    { ('**/'):rep(9) .. 'x', folders },
    { ('**/'):rep(300) .. 'x', folders },
    { ('**/*a'):rep(100) .. 'x', folders },
  }
  -- Steps are counted, not time: one for each line that runs.
  local steps = 0
  debug.sethook(function()
    steps = steps + 1
    assert(steps < 50 * 1000 * 1000, 'more than the path times the pattern')
  end, 'l')
  local ok, reason = pcall(function()
    for _, case in ipairs(cases) do
      assert(not glob.matches(case[1], case[2]), case[1])
    end
  end)
  debug.sethook()
  assert(ok, reason)
end)

H.test('one folder for all registers of a repository, the register’s own outside of one', function()
  local root = require('stdreg.detect').root
  write('repository/.git/HEAD', {})
  write('repository/standards/stdreg.toml', {})
  write('repository/standards/a/register.toml', { '[register]' })
  write('repository/other/Cargo.toml', {})
  assert(root(H.work .. '/repository/standards/a/register.toml') == H.work .. '/repository/standards')
  assert(root(H.work .. '/repository/other/Cargo.toml') == H.work .. '/repository')
  write('loose/stdreg.toml', {})
  write('loose/a/register.toml', { '[register]', 'include = [', ' "parts/*.toml", # 明细表', ']' })
  write('loose/a/parts/stdreg.toml', {})
  write('loose/a/parts/x.toml', {})
  assert(root(H.work .. '/loose/a/register.toml') == H.work .. '/loose/a')
  assert(root(H.work .. '/loose/a/parts/x.toml') == H.work .. '/loose/a', 'a part belongs to its root')
end)

H.test('setup() tells the program, the log and the settings; vim.lsp.config is heard, too', function()
  require('stdreg').setup({ path = '/opt/stdreg', log_file = '/tmp/log', settings = { language = 'en' } })
  local config = vim.lsp.config.stdreg
  assert(vim.deep_equal(config.cmd, { '/opt/stdreg', 'lsp', '--log-file', '/tmp/log' }), vim.inspect(config.cmd))
  assert(config.settings.stdreg.language == 'en')
  vim.lsp.config('stdreg', { cmd = { 'other', 'lsp' } })
  assert(vim.lsp.config.stdreg.cmd[1] == 'other' and vim.lsp.config.stdreg.settings.stdreg.language == 'en')
end)

H.test('autostart = false starts nothing', function()
  require('stdreg').setup({ autostart = false })
  H.wait('the end of the servers', function()
    return #H.clients(true) == 0
  end)
  vim.cmd('edit! ' .. vim.fn.fnameescape(project .. '/register.toml'))
  assert(has_none())
end)

H.finish()
