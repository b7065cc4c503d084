# What fleet sets on a host, as a list of NixOS or nix-darwin modules, each of one subject. It is
# complete in itself: the argument `fleet` comes with it, so that the host can be built by anybody who
# imports it. Modules for what a system need not have options for, or a fleet seldom has, are there where
# the data have something of it. Of the warnings and assertions, the last module's come first.
let
  ofDarwin = import ../darwin;
  ofNixos = import ../nixos;
  subjects = {
    accounts = import ./accounts.nix;
    homes = import ./homes.nix;
    host = import ./host.nix;
    login-shells = import ./login-shells.nix;
    nixpkgs = import ./nixpkgs.nix;
    root = import ./root.nix;
    secrets = import ./secrets.nix;
    tailscale = import ./tailscale.nix;
    trusted-users = import ./trusted-users.nix;
  };
in
{
  fleet,
  homes,
  id,
  settings,
  stale,
}:
let
  inherit (builtins) any attrValues;
  host = fleet.hosts.${id};
  fleetFile = "${settings.file}, hosts.${id}";

  data = {
    inherit
      fleet
      homes
      host
      id
      settings
      stale
      ;
    user = ''host "${id}"'';
    # Where a module is from. One that is reached in several ways counts once, by its key.
    origin = subject: {
      _class = host.platform;
      _file = fleetFile;
      key = "${settings.file}#hosts.${id}.${subject}";
    };
  };
in
map (module: module data) (
  (if host.platform == "darwin" then ofDarwin else ofNixos) data
  ++ [
    subjects.accounts
    subjects.login-shells
    subjects.nixpkgs
    subjects.trusted-users
    subjects.host
  ]
  ++ (if host.root.sshKeys or [ ] == [ ] then [ ] else [ subjects.root ])
  ++ (if host.tailscale or false then [ subjects.tailscale ] else [ ])
  ++ (if any (home: home.isIntegrated) (attrValues homes) then [ subjects.homes ] else [ ])
  ++ (if host.secrets or { } == { } then [ ] else [ subjects.secrets ])
)
