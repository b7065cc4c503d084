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
in
{ lib, options, ... }:
let
  default = import ./default-value.nix lib;
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
  // (
    if options.programs.git or { } ? iniContent then
      {
        programs.git.iniContent.user = {
          name = default account.fullName;
        }
        // (if account ? email then { email = default account.email; } else { });
      }
    else
      { }
  );
}
