-- :checkhealth stdreg

local stdreg = require('stdreg')

local M = {}

-- The reports got shorter names in Neovim 0.10, and stand in `vim` since 0.8.
local health = vim.health or require('health')
local start, ok = health.start or health.report_start, health.ok or health.report_ok
local warn, fail = health.warn or health.report_warn, health.error or health.report_error
local info = health.info or health.report_info

-- Neovim has had what the plugin needs since then: vim.fs, and starting a server for a buffer.
local OLDEST = '0.8'

-- The program that is started, options and `vim.lsp.config` considered.
---@return string
local function program()
  local command = stdreg.config(0).cmd
  return type(command) == 'table' and command[1] or 'stdreg'
end

local function check_program()
  local path = program()
  if vim.fn.executable(path) == 0 then
    fail(path .. ' is not to be found', { 'Install stdreg, or tell its path: require("stdreg").setup({ path = "…" })' })
    return
  end
  local version = vim.fn.system({ path, '--version' })
  if vim.v.shell_error ~= 0 then
    fail(path .. ' does not run: ' .. vim.trim(version))
    return
  end
  ok(vim.trim(version) .. ' (' .. vim.fn.exepath(path) .. ')')
end

local function check_clients()
  local clients = stdreg.clients()
  if #clients == 0 then
    warn('no server is running', { 'Open a register.toml. `:set filetype?` must say toml; `:Stdreg log` may say why.' })
  end
  for _, client in ipairs(clients) do
    local buffers = vim.tbl_count(client.attached_buffers)
    ok(('a server runs in %s for %d buffers'):format(client.config.root_dir, buffers))
  end
end

function M.check()
  start('stdreg')
  if vim.fn.has('nvim-' .. OLDEST) == 0 then
    local version = vim.version()
    local this = ('%d.%d.%d'):format(version.major, version.minor, version.patch)
    fail(('Neovim %s or newer is needed, this is %s: the plugin does nothing'):format(OLDEST, this), {
      'Install a newer Neovim: https://github.com/neovim/neovim/releases',
      'The command line needs none: stdreg check register.toml',
    })
    return
  end
  if stdreg.is_configured_by_name then
    ok('Neovim starts the server by vim.lsp.enable')
  else
    info('Neovim is older than 0.11: the plugin starts the server itself')
  end
  check_program()
  check_clients()
end

return M
