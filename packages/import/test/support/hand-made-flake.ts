/**
 * A flake with these outputs. `system` makes as much of a configuration as is looked at, without a module system:
 * `config` by hand; `person` makes an account.
 */
export function writeFlake(outputs: string): string {
  return `{
  outputs = { self, ... }:
    let
      system = { config ? { }, options ? { }, ... }@more: {
        config = { users = { users = { }; groups = { }; }; networking.hostName = "web"; } // config;
        inherit options;
        pkgs = {
          stdenv.hostPlatform.system = "x86_64-linux";
          bashInteractive = { pname = "bash"; name = "bash-interactive-5"; shellPath = "/bin/bash"; };
          zsh = { pname = "zsh"; name = "zsh-5"; shellPath = "/bin/zsh"; };
          hello = { pname = "hello"; name = "hello-1"; };
        };
      } // removeAttrs more [ "config" "options" ];
      person = login: more: { name = login; isNormalUser = true; group = "users"; extraGroups = [ ]; } // more;
    in
    { ${outputs} };
}
`;
}
