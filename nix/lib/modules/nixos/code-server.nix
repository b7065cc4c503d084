# An editor in the browser for each account that has one. Not NixOS's `services.code-server`: of that
# there is one on a host.
let
  defaultOf = import ../default-value.nix;
  systemd = import ../systemd-text.nix;
in
{
  host,
  id,
  origin,
  ...
}:
{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (builtins)
    attrNames
    concatMap
    concatStringsSep
    listToAttrs
    match
    ;
  default = defaultOf lib;

  editors = concatMap (
    userId:
    let
      account = host.accounts.${userId};
      settings = account.services.codeServer or null;
    in
    if settings == null then
      [ ]
    else
      [
        {
          inherit settings;
          login = account.username;
          user = ''user "${userId}" on host "${id}"'';
        }
      ]
  ) (attrNames host.accounts);

  addressOf =
    { host, port, ... }:
    # Whatever holds a colon is an IPv6 address, and its port follows a bracket.
    if match "[^[].*:.*|:.*" host == null then
      "${host}:${toString port}"
    else
      "[${host}]:${toString port}";

  commandOf =
    settings:
    concatStringsSep " " (
      [ "${pkgs.code-server}/bin/code-server" ]
      ++ map systemd.argument [
        "--bind-addr"
        (addressOf settings)
        "--auth"
        settings.auth
        "--disable-telemetry"
        settings.workingDirectory
      ]
    );

  unitOf =
    {
      login,
      settings,
      user,
    }:
    {
      after = [ "network.target" ] ++ (if host.tailscale or false then [ "tailscaled.service" ] else [ ]);
      description = default "code-server of ${login}";
      # What its terminal finds is what a login finds.
      path = [
        "/run/wrappers"
        "/etc/profiles/per-user/${login}"
        "/run/current-system/sw"
        pkgs.git
      ];
      # The group, the home directory and the shell are the account's.
      serviceConfig = {
        ExecStart = default (commandOf settings);
        Restart = default "on-failure";
        # tailscaled may be up before its address can be bound, and after five quick failures systemd
        # gives up.
        RestartSec = default 5;
        User = default login;
        WorkingDirectory = default (systemd.path user settings.workingDirectory);
      };
      wantedBy = [ "multi-user.target" ];
    };

  # Whether somebody switched Tailscale on is known at the end alone.
  openTo =
    { settings, user, ... }:
    {
      assertion = settings.auth != "none" || config.services.tailscale.enable or false;
      message = ''fleet: code-server of ${user} asks nobody for a password (auth: "none"), so it needs Tailscale to say who reaches it, and services.tailscale.enable is not true. Declare `tailscale: true` for the host, or `auth: "password"`.'';
    };
in
{
  inherit (origin "code-server") _class _file key;
  config = {
    assertions = map openTo editors;
    systemd.services = listToAttrs (
      map (editor: {
        name = "code-server-${editor.login}";
        value = unitOf editor;
      }) editors
    );
  };
}
