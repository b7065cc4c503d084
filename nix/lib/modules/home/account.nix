# The module that makes a home of an account's data, the same for integrated and standalone homes.
{
  fleet,
  hostId,
  settings,
  userId,
}:
let
  host = fleet.hosts.${hostId};
  account = host.accounts.${userId};
  secrets = account.home.secrets or { };
in
{
  config,
  lib,
  options,
  ...
}:
let
  default = import ../default-value.nix lib;
  optional = condition: value: if condition then value else { };
in
{
  _class = "homeManager";
  _file = "${settings.file}, hosts.${hostId}.accounts.${userId}.home";
  key = "${settings.file}#hosts.${hostId}.accounts.${userId}.home";
  config = {
    _module.args.fleet = { inherit (fleet) hosts; } // {
      inherit host;
      user = account // {
        id = userId;
      };
    };
    home = {
      homeDirectory = default account.homeDirectory;
      stateVersion = default account.home.stateVersion;
      username = default account.username;
    };
  }
  # Not `programs.git.settings`, which a person may also write as a list: this is what both its forms
  # and the older `userName` end in.
  // optional (options.programs.git or { } ? iniContent) {
    programs.git.iniContent.user = {
      name = default account.fullName;
    }
    // optional (account ? email) { email = default account.email; };
  }
  // optional (secrets != { }) {
    sops = import ./secrets.nix {
      inherit
        config
        host
        lib
        secrets
        ;
      inherit (settings) root;
      user = ''the home of user "${userId}" on host "${hostId}"'';
    };
  };
}
