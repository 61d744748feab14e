-- Which TOML files the server is for, and the folder that it is started in. Only names and the few lines that matter are
-- looked at: this runs for every TOML file that is opened.

local glob = require('stdreg.glob')

local M = {}

-- A header that stands further down than this is not looked for.
local LINES_READ = 2000

---@param name string the last component of a path
---@return boolean
local function is_root_name(name)
  return name == 'register.toml' or name:find('%.register%.toml$') ~= nil
end

---@param name string
---@return boolean
local function is_own_name(name)
  return is_root_name(name) or name == 'stdreg.toml' or name:find('%.scheme%.toml$') ~= nil
end

---@param lines string[]
---@param header string a Lua pattern
---@return boolean
local function has_header(lines, header)
  for _, line in ipairs(lines) do
    if line:find('^%s*' .. header) then
      return true
    end
  end
  return false
end

-- The folders from that of a file upward, and whether each is where a repository ends.
---@param path string
---@return fun(): string?
local function folders_upward(path)
  local next_folder = vim.fs.dirname(path)
  return function()
    local folder = next_folder
    if not folder then
      return nil
    end
    local parent = vim.fs.dirname(folder)
    local is_end = parent == folder or vim.fn.getftype(folder .. '/.git') ~= ''
    next_folder = not is_end and parent or nil
    return folder
  end
end

-- The glob patterns of the `include` of a root; none where it has no such key.
---@param root string path
---@return string[]
local function includes(root)
  local ok, lines = pcall(vim.fn.readfile, root, '', LINES_READ)
  if not ok then
    return {}
  end
  local list = ('\n' .. table.concat(lines, '\n')):match('\n%s*include%s*=%s*(%b[])') or ''
  local globs = {}
  for _, quoted in list:gmatch('(["\'])(.-)%1') do
    globs[#globs + 1] = quoted
  end
  return globs
end

---@param folder string
---@return string[] paths of the roots in a folder itself
local function roots_in(folder)
  local found = {}
  -- A file may be new in a folder that is new.
  if vim.fn.isdirectory(folder) == 0 then
    return found
  end
  for name, kind in vim.fs.dir(folder) do
    if kind ~= 'directory' and is_root_name(name) then
      found[#found + 1] = folder .. '/' .. name
    end
  end
  return found
end

-- The folder of the root that a file is a part of: the nearest one upward whose `include` names it.
---@param path string
---@return string?
local function folder_of_root(path)
  for folder in folders_upward(path) do
    local prefix = folder:sub(-1) == '/' and folder or folder .. '/'
    local relative = path:sub(#prefix + 1)
    for _, root in ipairs(roots_in(folder)) do
      for _, pattern in ipairs(includes(root)) do
        if glob.matches(pattern, relative) then
          return folder
        end
      end
    end
  end
  return nil
end

---@param buffer integer
---@return string path with `/` between its components
local function path_of(buffer)
  return vim.fs.normalize(vim.api.nvim_buf_get_name(buffer))
end

--- Whether the server is for a buffer: a register, a part of one, a scheme, or stdreg.toml.
---@param buffer integer
---@return boolean
function M.is_wanted(buffer)
  local path = path_of(buffer)
  -- A buffer of a plugin has a name like `fugitive://…`.
  if path == '' or vim.bo[buffer].buftype ~= '' or path:find('^%w%w+://') then
    return false
  end
  if is_own_name(vim.fs.basename(path)) then
    return true
  end
  local lines = vim.api.nvim_buf_get_lines(buffer, 0, LINES_READ, false)
  if has_header(lines, '%[%s*register%s*%]') then
    return true
  end
  if has_header(lines, '%[%s*scheme%s*%]') and has_header(lines, '%[%[%s*layer%s*%]%]') then
    return true
  end
  return folder_of_root(path) ~= nil
end

---@param folder string
---@return boolean
local function is_marked(folder)
  return vim.fn.filereadable(folder .. '/stdreg.toml') == 1 or #roots_in(folder) > 0
end

--- The folder that the server is started in. In a repository that is the outermost folder with a register or a
--- stdreg.toml, so that one server has all of them and a rename reaches what is not saved yet; elsewhere the nearest,
--- lest a stdreg.toml in the home folder make all of that a workspace.
---@param path string
---@return string
function M.root(path)
  path = vim.fs.normalize(path)
  local nearest, outermost, last
  for folder in folders_upward(path) do
    if is_marked(folder) then
      nearest, outermost = nearest or folder, folder
    end
    last = folder
  end
  if vim.fn.getftype(last .. '/.git') ~= '' then
    return outermost or last
  end
  return folder_of_root(path) or nearest or vim.fs.dirname(path)
end

return M
