-- stdreg in Neovim: options, and the start of the language server. `:h stdreg` has it all.

local detect = require('stdreg.detect')

local M = {}

---@class stdreg.Options
---@field path? string the program; `stdreg` from $PATH unless said
---@field log_file? string the file that the server appends its log to; Neovim's own log unless said
---@field settings? table the server's settings, without their section: `{ language = 'zh' }`
---@field autostart? boolean whether the server is started by itself; it is unless this is false

---@type stdreg.Options
M.options = {}

-- Neovim 0.11 looks configurations up by name and starts servers itself; before, a plugin does that.
M.is_configured_by_name = vim.fn.has('nvim-0.11') == 1

local is_enabled = false

---@return string[]
function M.command()
  local command = { M.options.path or 'stdreg', 'lsp' }
  if M.options.log_file then
    vim.list_extend(command, { '--log-file', M.options.log_file })
  end
  return command
end

--- The configuration for `vim.lsp.start`.
---@param buffer integer
---@return table
function M.config(buffer)
  local config = { name = 'stdreg', cmd = M.command(), settings = { stdreg = M.options.settings or {} } }
  if M.is_configured_by_name then
    config = vim.deepcopy(vim.lsp.config.stdreg)
  end
  config.root_dir = detect.root(vim.api.nvim_buf_get_name(buffer))
  return config
end

--- The clients of the server, of a buffer or all.
---@param buffer? integer
---@return vim.lsp.Client[]
function M.clients(buffer)
  -- get_active_clients is the name of it before 0.10.
  local get = vim.lsp.get_clients or vim.lsp.get_active_clients
  return get({ name = 'stdreg', bufnr = buffer })
end

--- Starts the server for a buffer, whatever is in it, or attaches the one that runs.
---@param buffer integer
function M.start(buffer)
  -- vim.lsp.start of Neovim 0.8 attaches the current buffer only.
  vim.api.nvim_buf_call(buffer, function()
    vim.lsp.start(M.config(buffer))
  end)
end

-- Notes in b:stdreg whether the server is for a buffer, and starts it where nobody else does.
---@param event { event: string, buf: integer }
local function look_at(event)
  if vim.bo[event.buf].filetype ~= 'toml' then
    return
  end
  local was = vim.b[event.buf].stdreg
  local is = detect.is_wanted(event.buf)
  vim.b[event.buf].stdreg = is
  local is_new
  if event.event == 'FileType' then
    is_new = not M.is_configured_by_name
  else
    -- A file may become a register by what is written: `[register]`, or a root's `include`. One that was a register when it
    -- was opened has its server, unless the user ended that.
    is_new = not was
  end
  if is and is_new then
    M.start(event.buf)
  end
end

--- Starts the server for the buffers to come, as the options say; called by plugin/stdreg.lua.
function M.enable()
  local group = vim.api.nvim_create_augroup('stdreg.start', { clear = true })
  local wanted = M.options.autostart ~= false
  if M.is_configured_by_name and wanted ~= is_enabled then
    vim.lsp.enable('stdreg', wanted)
    is_enabled = wanted
  end
  if not wanted then
    return
  end
  vim.api.nvim_create_autocmd({ 'FileType', 'BufWritePost' }, { group = group, callback = look_at })
end

--- Sets options. It need not be called: without it the plugin does what the defaults say.
---@param options? stdreg.Options
function M.setup(options)
  M.options = vim.tbl_extend('force', M.options, options or {})
  if M.is_configured_by_name then
    local is_told = M.options.path or M.options.log_file
    vim.lsp.config('stdreg', { cmd = is_told and M.command() or nil, settings = { stdreg = M.options.settings } })
  end
  -- Before plugin/stdreg.lua ran, it will enable the server itself.
  if vim.g.loaded_stdreg then
    M.enable()
  end
end

return M
