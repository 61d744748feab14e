-- The layers of a code in colours of their own. The server tells them by token types that every editor knows; here each
-- gets a highlight group with a name of its own, so that a theme can colour codes without touching other TOML.

local M = {}

-- Token type of the server, group, and what the group is linked to unless a theme defines it.
local GROUPS = {
  keyword = { 'StdregClass', 'Keyword' },
  variable = { 'StdregDomain', 'Identifier' },
  type = { 'StdregBusiness', 'Type' },
  ['function'] = { 'StdregCategory', 'Function' },
  macro = { 'StdregOwnership', 'Macro' },
  number = { 'StdregSequence', 'Number' },
  enumMember = { 'StdregLevel', 'Constant' },
  modifier = { 'StdregNature', 'Special' },
  property = { 'StdregLayer', 'Statement' },
  operator = { 'StdregSeparator', 'Operator' },
}

local function link()
  for _, group in pairs(GROUPS) do
    vim.api.nvim_set_hl(0, group[1], { default = true, link = group[2] })
  end
end

--- Defines the groups and has the server's tokens shown in them. Neovim 0.8 has no semantic tokens.
---@param group integer the group of the autocommands
function M.setup(group)
  if vim.fn.exists('##LspTokenUpdate') == 0 then
    return
  end
  link()
  vim.api.nvim_create_autocmd('ColorScheme', { group = group, callback = link })
  vim.api.nvim_create_autocmd('LspTokenUpdate', {
    group = group,
    callback = function(event)
      local client = vim.lsp.get_client_by_id(event.data.client_id)
      local layer = GROUPS[event.data.token.type]
      if client and client.name == 'stdreg' and layer then
        vim.lsp.semantic_tokens.highlight_token(event.data.token, event.buf, client.id, layer[1])
      end
    end,
  })
end

return M
