-- The glob patterns of `include`, as Lua patterns. `vim.glob` would do, but is not in Neovim 0.8 and 0.9.

local M = {}

-- What one piece of a glob means; the first that matches is taken.
local PIECES = {
  { '^%*%*/', '.-' },
  { '^%*%*', '.*' },
  { '^%*', '[^/]*' },
  { '^%?', '[^/]' },
}

---@param glob string
---@return string? pattern nothing where the glob uses more than `*`, `**` and `?`
local function to_pattern(glob)
  if glob:find('[%[%]{}\\]') then
    return nil
  end
  local pattern, at = '^', 1
  while at <= #glob do
    local rest = glob:sub(at)
    local length, meaning = 1, vim.pesc(rest:sub(1, 1))
    for _, piece in ipairs(PIECES) do
      local _, last = rest:find(piece[1])
      if last then
        length, meaning = last, piece[2]
        break
      end
    end
    pattern, at = pattern .. meaning, at + length
  end
  return pattern .. '$'
end

--- Whether a path, relative to the folder of the root, is one that the glob names. A glob that is not understood here
--- is taken to name it: the server, which understands all, then says nothing about a file that is no part.
---@param glob string
---@param path string
---@return boolean
function M.matches(glob, path)
  local pattern = to_pattern((glob:gsub('^%./', '')))
  return pattern == nil or path:find(pattern) ~= nil
end

return M
