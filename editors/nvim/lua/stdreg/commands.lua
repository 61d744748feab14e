-- The subcommands of :Stdreg.

local stdreg = require('stdreg')

local M = {}

-- How long the server is waited for, in milliseconds.
local PATIENCE = 5000

---@param message string
---@param level? integer
local function notify(message, level)
  vim.notify('stdreg: ' .. message, level or vim.log.levels.INFO)
end

-- The client of the current buffer; an error where there is none.
---@return vim.lsp.Client
local function client()
  return stdreg.clients(0)[1] or error('no server is attached to this buffer (:checkhealth stdreg)', 0)
end

-- Asks the server, but no other that the buffer has, and waits for its answer.
---@param method string
---@param capability string what a server that answers the method has among its capabilities
---@param params table
---@return any
local function request(method, capability, params)
  local asked = client()
  if not asked.server_capabilities[capability] then
    error('this version of the server does not offer it', 0)
  end
  -- Its number, for with 0 what was typed last is not sent before the request.
  local buffer = vim.api.nvim_get_current_buf()
  local answer, reason
  if stdreg.is_configured_by_name then
    answer, reason = asked:request_sync(method, params, PATIENCE, buffer)
  else
    answer, reason = asked.request_sync(method, params, PATIENCE, buffer)
  end
  if not answer then
    error(method .. ': ' .. (reason or 'no answer'), 0)
  end
  if answer.err then
    error(method .. ': ' .. answer.err.message, 0)
  end
  return answer.result
end

-- The line, from 0, as a range of the protocol.
---@param line integer
---@return table
local function range_of(line)
  local start = { line = line, character = 0 }
  return { start = start, ['end'] = start }
end

-- The action that writes the figures of the statistics table whose header stands in a line.
---@param line integer
---@return table?
local function statistics_action(line)
  local actions = request('textDocument/codeAction', 'codeActionProvider', {
    textDocument = vim.lsp.util.make_text_document_params(0),
    range = range_of(line),
    context = { diagnostics = {}, only = { 'refactor.rewrite', 'source' } },
  })
  for _, action in ipairs(actions or {}) do
    -- Titles are in the user's language; what an action is stands in its data.
    if vim.inspect(action.data):find('write-statistics', 1, true) then
      return action
    end
  end
  return nil
end

-- Writes the figures of every statistics table of the buffer.
local function write_statistics()
  local encoding = client().offset_encoding
  local lines = vim.api.nvim_buf_get_lines(0, 0, -1, false)
  local seen, written = 0, 0
  -- Backwards, so that the lines of the tables to come stay what they are.
  for line = #lines - 1, 0, -1 do
    if lines[line + 1]:find('^%s*%[%[%s*statistics%s*%]%]') then
      seen = seen + 1
      local action = statistics_action(line)
      if action and not action.edit then
        action = request('codeAction/resolve', 'codeActionProvider', action)
      end
      if action and action.edit then
        vim.lsp.util.apply_workspace_edit(action.edit, encoding)
        written = written + 1
      end
    end
  end
  if seen == 0 then
    notify('this buffer has no [[statistics]]')
  elseif written == 0 then
    notify('the statistics are right already')
  else
    notify(('%d of %d statistics tables written'):format(written, seen))
  end
end

-- The line, from 0, that a new entry is put before: behind the entry of the cursor, before the comments of what follows.
---@return integer
local function line_for_entry()
  local lines = vim.api.nvim_buf_get_lines(0, 0, -1, false)
  local line = vim.api.nvim_win_get_cursor(0)[1]
  while lines[line + 1] and not lines[line + 1]:find('^%s*%[') do
    line = line + 1
  end
  while line > 0 and (lines[line] == '' or lines[line]:find('^%s*#')) do
    line = line - 1
  end
  return line
end

-- The snippet of a whole entry that the server offers at the beginning of a line, from 0.
---@param line integer
---@return string?
local function entry_snippet(line)
  local result = request('textDocument/completion', 'completionProvider', {
    textDocument = vim.lsp.util.make_text_document_params(0),
    position = { line = line, character = 0 },
    context = { triggerKind = 1 },
  })
  for _, item in ipairs(result and (result.items or result) or {}) do
    local text = item.textEdit and item.textEdit.newText or item.insertText or item.label
    -- The header alone is offered as well.
    if item.insertTextFormat == 2 and text:find('^%s*%[%[table%.entry%]%]\r?\n') then
      return text
    end
  end
  return nil
end

-- Puts a new entry behind that of the cursor: the snippet `entry` of the server's completion, number and code filled in.
local function new_entry()
  if not vim.snippet then
    error('new-entry needs Neovim 0.10 or newer', 0)
  end
  local line = line_for_entry()
  vim.api.nvim_buf_set_lines(0, line, line, false, { '', '' })
  local ok, snippet = pcall(entry_snippet, line + 1)
  if not ok or not snippet then
    vim.api.nvim_buf_set_lines(0, line, line + 2, false, {})
    error(ok and 'no entry can stand here: put the cursor into a [[table]]' or snippet, 0)
  end
  vim.api.nvim_win_set_cursor(0, { line + 2, 0 })
  -- The server answers in the line endings of the file; in a buffer there are none.
  vim.snippet.expand((snippet:gsub('\r\n', '\n')))
end

-- Shows what a code means, layer by layer: of a code given, or of the one under the cursor.
---@param code? string
local function decode(code)
  if not code and #stdreg.clients(0) > 0 then
    vim.lsp.buf.hover()
    return
  end
  code = code or vim.fn.expand('<cword>')
  local told = vim.fn.systemlist({ stdreg.options.path or 'stdreg', 'decode', '--color', 'never', code })
  vim.lsp.util.open_floating_preview(told, 'text', { border = 'single' })
end

-- Opens a file beside the current window.
---@param path string
local function open_beside(path)
  vim.cmd('vsplit ' .. vim.fn.fnameescape(path))
end

-- Runs the program without a shell and waits for it: its exit code, what it says to people, and what it prints.
---@param arguments string[]
---@return integer, string, string[]
local function run_program(arguments)
  local said, printed = {}, {}
  local command = vim.list_extend({ stdreg.options.path or 'stdreg' }, arguments)
  local language = (stdreg.options.settings or {}).language
  if language == 'zh' or language == 'en' then
    vim.list_extend(command, { '--lang', language })
  end
  local started, job = pcall(vim.fn.jobstart, command, {
    stdout_buffered = true,
    on_stdout = function(_, lines)
      printed = lines
    end,
    stderr_buffered = true,
    on_stderr = function(_, lines)
      said = lines
    end,
  })
  if not started or job <= 0 then
    error(command[1] .. ' cannot be run (:checkhealth stdreg)', 0)
  end
  local code = vim.fn.jobwait({ job })[1]
  return code, vim.trim(table.concat(said, '\n')), printed
end

-- The file that an option among arguments names.
---@param arguments string[]
---@param names string[]
---@return string?
local function value_of(arguments, names)
  for place, argument in ipairs(arguments) do
    for _, name in ipairs(names) do
      if argument == name then
        return arguments[place + 1]
      elseif vim.startswith(argument, name .. '=') then
        return argument:sub(#name + 2)
      end
    end
  end
  return nil
end

-- Imports tables, and opens the register that comes of them beside. The arguments are those of the program.
---@param ... string
local function import(...)
  local given = { ... }
  if #given == 0 then
    error('import needs a file', 0)
  end
  local into = value_of(given, { '--into' })
  local is_diff = vim.tbl_contains(given, '--diff')
  local target = value_of(given, { '-o', '--output' }) or into
  if not target then
    target = vim.fn.fnamemodify(given[1], ':r') .. '.register.toml'
    vim.list_extend(given, { '--output', target })
  end
  if into then
    -- The program reads files.
    local path = vim.fn.fnamemodify(into, ':p')
    for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
      if vim.bo[buffer].modified and vim.api.nvim_buf_get_name(buffer) == path then
        error(into .. ' has changes that are not saved', 0)
      end
    end
  end
  local code, said, printed = run_program(vim.list_extend({ 'import', '--color', 'never' }, given))
  -- 1 is for rows that could not be placed: the rest is there.
  if code ~= 0 and code ~= 1 then
    error(said, 0)
  end
  if is_diff then
    vim.cmd('vnew')
    vim.api.nvim_buf_set_lines(0, 0, -1, false, printed)
    vim.bo.buftype, vim.bo.bufhidden, vim.bo.filetype = 'nofile', 'wipe', 'diff'
  else
    open_beside(target)
    vim.cmd('checktime')
  end
  notify(said, code == 1 and vim.log.levels.WARN or nil)
end

-- What a register can be exported as, and the end of such a file's name.
local FORMATS = {
  csv = 'csv',
  docx = 'docx',
  dot = 'dot',
  html = 'html',
  json = 'json',
  md = 'md',
  mermaid = 'mmd',
  svg = 'svg',
  xlsx = 'xlsx',
}

-- Forms that are no text to be read in an editor.
local IS_FOR_OTHERS = { docx = true, html = true, svg = true, xlsx = true }

-- Exports the register of the buffer and opens the result: a text beside, anything else with the program for it.
---@param format? string
---@param file? string
local function export(format, file)
  local extension = FORMATS[format or '']
  if not extension then
    local names = vim.tbl_keys(FORMATS)
    table.sort(names)
    error('export needs a format: ' .. table.concat(names, ', '), 0)
  end
  local path = vim.api.nvim_buf_get_name(0)
  if path == '' or vim.bo.modified then
    error('save the register first', 0)
  end
  file = file or path:gsub('%.toml$', ''):gsub('%.register$', '') .. '.' .. extension
  local code, said = run_program({ 'export', '--color', 'never', '--format', format, '--output', file, path })
  if code ~= 0 then
    error(said, 0)
  end
  if not IS_FOR_OTHERS[format] then
    open_beside(file)
  end
  notify(file .. (said == '' and '' or '\n' .. said))
end

-- Writes the printed form of the buffer's register into a file.
---@param path string
local function write_preview(path)
  local preview = request('stdreg/preview', 'experimental', {
    textDocument = vim.lsp.util.make_text_document_params(0),
    form = 'page',
  })
  if not preview or preview == vim.NIL then
    error('this file belongs to no register', 0)
  end
  local file = assert(io.open(path, 'w'))
  file:write(preview.html)
  file:close()
end

-- Opens the printed form of the buffer's register in the browser. The file is written anew whenever the buffer is saved.
local function preview()
  local buffer = vim.api.nvim_get_current_buf()
  local path = vim.b[buffer].stdreg_preview
  if not path then
    path = vim.fn.tempname() .. '.html'
    write_preview(path)
    vim.b[buffer].stdreg_preview = path
    vim.api.nvim_create_autocmd('BufWritePost', {
      buffer = buffer,
      callback = function()
        pcall(write_preview, path)
      end,
    })
  else
    write_preview(path)
  end
  local _, reason
  if vim.ui.open then
    _, reason = vim.ui.open(path)
  else
    reason = 'open it in a browser'
  end
  notify(reason and (path .. ': ' .. reason) or path)
end

-- Ends the server and starts it for the buffers it had; for the current buffer, where there was none.
local function restart()
  local buffers = {}
  for _, running in ipairs(stdreg.clients()) do
    vim.list_extend(buffers, vim.tbl_keys(running.attached_buffers))
    vim.lsp.stop_client(running.id)
  end
  local ended = vim.wait(PATIENCE, function()
    return #stdreg.clients() == 0
  end, 20)
  if not ended then
    error('the server did not end', 0)
  end
  for _, buffer in ipairs(#buffers > 0 and buffers or { vim.api.nvim_get_current_buf() }) do
    stdreg.start(buffer)
  end
end

-- Opens the server's log.
local function log()
  -- get_log_path went into a module of its own in 0.12.
  local of_client = vim.lsp.log and vim.lsp.log.get_filename or vim.lsp.get_log_path
  vim.cmd.tabedit(vim.fn.fnameescape(stdreg.options.log_file or of_client()))
  vim.cmd('normal! G')
end

---@type table<string, fun(...: string)>
local SUBCOMMANDS = {
  ['write-statistics'] = write_statistics,
  ['new-entry'] = new_entry,
  decode = decode,
  export = export,
  import = import,
  preview = preview,
  restart = restart,
  log = log,
}

---@param arguments string[]
function M.run(arguments)
  local subcommand = SUBCOMMANDS[arguments[1]]
  if not subcommand then
    notify('no such command: ' .. arguments[1], vim.log.levels.ERROR)
    return
  end
  local ok, reason = pcall(subcommand, unpack(arguments, 2))
  if not ok then
    notify(tostring(reason), vim.log.levels.ERROR)
  end
end

-- The names of a list that begin so, sorted.
---@param names string[]
---@param lead string
---@return string[]
local function beginning(names, lead)
  local found = vim.tbl_filter(function(name)
    return vim.startswith(name, lead)
  end, names)
  table.sort(found)
  return found
end

-- The options of `import` that a person at an editor has a use for.
local IMPORT_OPTIONS =
  { '--diff', '--encoding', '--force', '--header-row', '--into', '--map', '--output', '--scheme', '--sheet' }

---@param lead string what is typed of the word at the cursor
---@param line string
---@return string[]
function M.complete(lead, line)
  local words = vim.split(vim.trim(line:sub(1, #line - #lead)), '%s+')
  local subcommand = words[2]
  if not subcommand then
    return beginning(vim.tbl_keys(SUBCOMMANDS), lead)
  elseif subcommand == 'import' then
    return vim.startswith(lead, '-') and beginning(IMPORT_OPTIONS, lead) or vim.fn.getcompletion(lead, 'file')
  elseif subcommand == 'export' and #words == 2 then
    return beginning(vim.tbl_keys(FORMATS), lead)
  elseif subcommand == 'export' and #words == 3 then
    return vim.fn.getcompletion(lead, 'file')
  end
  return {}
end

return M
