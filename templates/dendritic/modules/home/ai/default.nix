# The aggregate "ai": assistants, and the servers that they ask (MCP).
{
  flake.modules.homeManager.ai =
    { lib, pkgs, ... }:
    {
      programs.aichat.enable = true;
      programs.mcp = {
        enable = true;
        servers.everything = {
          command = lib.getExe' pkgs.nodejs "npx";
          args = [
            "-y"
            "@modelcontextprotocol/server-everything"
          ];
        };
      };
    };
}
