# Assistants read their settings here, for everybody.
{ config, ... }:
{
  home.sessionVariables.LLM_USER_PATH = "${config.xdg.configHome}/llm";
}
