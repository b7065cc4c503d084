# Editors in the browser, Tailscale and groups of a host, as its own modules set them.
let
  inherit (import ../lib) mkFleet;
  standIn = import ../lib/facts/stand-in.nix;
  inherit ((mkFleet { root = ./roots/services; }).hosts) devbox lab;
  weak = content: {
    inherit content;
    strength = 900;
  };
  configWith =
    host: config:
    standIn.evaluate {
      inherit config;
      lib = standIn.lib // {
        mkOverride = strength: content: { inherit content strength; };
      };
      options.programs.fish.enable = { };
      pkgs = {
        code-server = "/store/code-server";
        fish = "fish";
        git = "git";
      };
    } [ host.systemModule ];
  config = configWith devbox { };
  units = config.systemd.services;
  failuresWith =
    host: services:
    map (one: one.message) (
      builtins.filter (one: !one.assertion) (configWith host { inherit services; }).assertions
    );
  tailscale = enable: { tailscale.enable = enable; };
in
{
  "each account that has an editor has a unit of its own" = {
    expr = builtins.attrNames units;
    expected = [
      "code-server-coal"
      "code-server-vio"
    ];
  };

  "its single values are weaker than what a person writes, and its lists join" = {
    expr = units.code-server-coal;
    expected = {
      after = [
        "network.target"
        "tailscaled.service"
      ];
      description = weak "code-server of coal";
      path = [
        "/run/wrappers"
        "/etc/profiles/per-user/coal"
        "/run/current-system/sw"
        "git"
      ];
      serviceConfig = {
        ExecStart = weak ''/store/code-server/bin/code-server "--bind-addr" "127.0.0.1:8080" "--auth" "none" "--disable-telemetry" "/home/coal"'';
        Restart = weak "on-failure";
        RestartSec = weak 5;
        User = weak "coal";
        WorkingDirectory = weak "/home/coal";
      };
      wantedBy = [ "multi-user.target" ];
    };
  };

  "an IPv6 address is in brackets, and a folder is escaped for systemd" = {
    expr = {
      inherit (units.code-server-vio.serviceConfig) ExecStart WorkingDirectory;
    };
    expected = {
      ExecStart = weak ''/store/code-server/bin/code-server "--bind-addr" "[::1]:8081" "--auth" "password" "--disable-telemetry" "/srv/100%% of \"$$HOME\""'';
      WorkingDirectory = weak ''/srv/100%% of "$HOME"'';
    };
  };

  "without Tailscale there is nothing more to wait for" = {
    expr = (configWith lab { }).systemd.services.code-server-coal.after;
    expected = [ "network.target" ];
  };

  "Tailscale is on where the host has it, and nothing is said where not" = {
    expr = [
      config.services
      ((configWith lab { }) ? services)
    ];
    expected = [
      { tailscale.enable = weak true; }
      false
    ];
  };

  "an editor for everybody needs Tailscale in the end, whoever switches it on" = {
    expr = map (failuresWith lab) [
      (tailscale true)
      (tailscale false)
      { }
    ];
    expected =
      let
        failure = [
          ''fleet: code-server of user "coal" on host "lab" asks nobody for a password (auth: "none"), so it needs Tailscale to say who reaches it, and services.tailscale.enable is not true. Declare `tailscale: true` for the host, or `auth: "password"`.''
        ];
      in
      [
        [ ]
        failure
        failure
      ];
  };

  "one that somebody switches off does not serve" = {
    expr = builtins.length (failuresWith devbox (tailscale false));
    expected = 1;
  };

  "declared groups are made, with the gid that is declared, and no others" = {
    expr = config.users.groups;
    expected = {
      docker.gid = weak 2000;
      media = { };
    };
  };

  "who is in a group is said by accounts" = {
    expr = config.users.users.vio.extraGroups;
    expected = [
      "docker"
      "networkmanager"
    ];
  };

  "a host without groups and editors says nothing of them" = {
    expr =
      let
        plain = configWith (mkFleet { root = ./roots/stale; }).hosts.mini { };
      in
      [
        (plain ? systemd)
        (plain.users ? groups)
      ];
    expected = [
      false
      false
    ];
  };
}
