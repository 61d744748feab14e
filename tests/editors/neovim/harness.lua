-- What the tests in Neovim share: running and counting, waiting, going to places, asking the server. The plugin is
-- loaded as a user has it, from 'runtimepath', with the real server.

local H = { work = assert(vim.env.WORK) }

local passed, failed = 0, 0

-- How long anything is waited for, in milliseconds.
local PATIENCE = 10000

function H.test(name, run)
  local ok, reason = xpcall(run, debug.traceback)
  passed, failed = passed + (ok and 1 or 0), failed + (ok and 0 or 1)
  io.stdout:write((ok and 'ok    ' or 'FAIL  ') .. name .. '\n' .. (ok and '' or tostring(reason) .. '\n'))
end

-- Says how many passed and ends Neovim.
function H.finish()
  io.stdout:write(('%d passed, %d failed\n'):format(passed, failed))
  vim.cmd('cquit ' .. (failed > 0 and 1 or 0))
end

-- Waits until `get` gives something true, and gives that.
function H.wait(what, get)
  local value
  local came = vim.wait(PATIENCE, function()
    value = get()
    return value
  end, 20)
  assert(came, what .. ' did not come; found: ' .. vim.inspect(vim.tbl_map(function(found)
    return ('%d %s'):format(found.lnum + 1, found.code)
  end, vim.diagnostic.get(0))))
  return value
end

function H.open(path)
  vim.cmd.edit(vim.fn.fnameescape(H.work .. '/' .. path))
end

-- The clients of the server: of the current buffer, or all.
function H.clients(everywhere)
  local get = vim.lsp.get_clients or vim.lsp.get_active_clients
  return get({ name = 'stdreg', bufnr = not everywhere and vim.api.nvim_get_current_buf() or nil })
end

function H.client()
  return H.wait('the client', function()
    return H.clients()[1]
  end)
end

-- Asks the server about a position, or that of the cursor, and gives the result.
function H.ask(method, position)
  local client = H.client()
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  params.position = position or params.position
  local answers, reason = vim.lsp.buf_request_sync(0, method, params, PATIENCE)
  local answer = answers and answers[client.id]
  assert(answer and not answer.err and not answer.error, method .. ': ' .. vim.inspect(answer or reason))
  return answer.result
end

-- The line, from 1, that a pattern matches for the nth time; the cursor is put on the match.
function H.go_to(pattern, nth)
  local seen = 0
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local column = line:find(pattern)
    if column then
      seen = seen + 1
      if seen == (nth or 1) then
        vim.api.nvim_win_set_cursor(0, { number, column - 1 })
        return number
      end
    end
  end
  error(pattern .. ' is not in the buffer')
end

function H.line(number)
  return vim.api.nvim_buf_get_lines(0, number - 1, number, false)[1]
end

function H.set_line(number, text)
  vim.api.nvim_buf_set_lines(0, number - 1, number, false, { text })
end

function H.text(buffer)
  return table.concat(vim.api.nvim_buf_get_lines(buffer or 0, 0, -1, false), '\n')
end

function H.findings_on(number)
  return vim.tbl_filter(function(finding)
    return finding.lnum == number - 1
  end, vim.diagnostic.get(0))
end

-- Waits for a finding of a rule on a line.
function H.finding(code, number)
  return H.wait(code .. ' in line ' .. number, function()
    for _, found in ipairs(H.findings_on(number)) do
      if found.code == code then
        return found
      end
    end
  end)
end

-- Waits until a line has no finding.
function H.no_finding_on(number)
  H.wait('the end of the findings', function()
    return #H.findings_on(number) == 0
  end)
end

return H
