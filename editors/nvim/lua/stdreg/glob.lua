-- The glob patterns of `include`. `vim.glob` would do, but is not in Neovim 0.8 and 0.9; Lua patterns would not, as they
-- try one way after the other, and `*a*a*a…` keeps an editor waiting for minutes. Here all ways are followed side by side:
-- the work is the length of the path times that of the glob.

local M = {}

-- Longer ones are not read by stdreg either.
local MAX_LENGTH = 1000

-- A character of UTF-8.
local CHARACTER = '[^\128-\191][\128-\191]*'

-- Some characters of a name; any characters; any folders, each with its `/`. All may stand for nothing.
local STAR, ANY, FOLDERS = {}, {}, {}
-- One character of a name.
local ONE = {}

---@param text string
---@return string[]
local function characters(text)
  local found = {}
  for character in text:gmatch(CHARACTER) do
    found[#found + 1] = character
  end
  return found
end

-- The pieces of a glob: characters, and what stands for others.
---@param glob string
---@return (string|table)[]
local function pieces_of(glob)
  local given, pieces, at = characters(glob), {}, 1
  while at <= #given do
    local is_start_of_name = at == 1 or given[at - 1] == '/'
    local is_double = given[at] == '*' and given[at + 1] == '*' and is_start_of_name
    if is_double and given[at + 2] == '/' then
      pieces[#pieces + 1], at = FOLDERS, at + 3
    elseif is_double and given[at + 2] == nil then
      pieces[#pieces + 1], at = ANY, at + 2
    else
      local meaning = { ['*'] = STAR, ['?'] = ONE }
      pieces[#pieces + 1], at = meaning[given[at]] or given[at], at + 1
    end
  end
  return pieces
end

-- From where the pieces before are used up, on over those that may stand for nothing.
---@param pieces (string|table)[]
---@param reached table<integer, boolean>
local function pass(pieces, reached)
  for index, piece in ipairs(pieces) do
    if reached[index] and (piece == STAR or piece == ANY or piece == FOLDERS) then
      reached[index + 1] = true
    end
  end
end

---@param pieces (string|table)[]
---@param path string
---@return boolean
local function matches(pieces, path)
  -- reached[i]: the pieces before i are used up. within[i]: piece i stands for folders, and the last is not closed.
  local reached, within = { true }, {}
  pass(pieces, reached)
  for _, character in ipairs(characters(path)) do
    local reached_next, within_next = {}, {}
    local is_of_name = character ~= '/'
    for index, piece in ipairs(pieces) do
      if piece == FOLDERS then
        if reached[index] or within[index] then
          within_next[index] = true
          reached_next[index + 1] = reached_next[index + 1] or not is_of_name
        end
      elseif reached[index] then
        if piece == ANY or (piece == STAR and is_of_name) then
          reached_next[index] = true
        elseif piece == character or (piece == ONE and is_of_name) then
          reached_next[index + 1] = true
        end
      end
    end
    reached, within = reached_next, within_next
    pass(pieces, reached)
  end
  return reached[#pieces + 1] == true
end

--- Whether a path, relative to the folder of the root, is one that the glob names. A glob that is not understood here
--- is taken to name it: the server, which understands all, then says nothing about a file that is no part.
---@param glob string
---@param path string
---@return boolean
function M.matches(glob, path)
  if #characters(glob) > MAX_LENGTH then
    return false
  end
  if glob:find('[%[%]{}\\]') then
    return true
  end
  return matches(pieces_of((glob:gsub('^%./', ''))), path)
end

return M
