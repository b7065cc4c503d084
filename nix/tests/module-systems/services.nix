# What NixOS makes of editors in the browser, Tailscale and groups.
{ mkFlake, roots, ... }:
let
  systemOf =
    host: module:
    (mkFlake {
      fleet.root = roots + "/services";
      fleet.modules = [ module ];
    }).nixosConfigurations.${host};
  devbox = systemOf "devbox" { };
  unitWith = module: (systemOf "devbox" module).config.systemd.services.code-server-coal;
  inherit (devbox.config.systemd.services) code-server-coal code-server-vio;
in
{
  "each editor is a unit that runs as its user" = {
    expr = {
      inherit (code-server-coal) after wantedBy;
      inherit (code-server-coal.serviceConfig)
        ExecStart
        Restart
        RestartSec
        User
        WorkingDirectory
        ;
    };
    expected = {
      ExecStart = ''${devbox.pkgs.code-server}/bin/code-server "--bind-addr" "127.0.0.1:8080" "--auth" "none" "--disable-telemetry" "/home/coal"'';
      Restart = "on-failure";
      RestartSec = 5;
      User = "coal";
      WorkingDirectory = "/home/coal";
      after = [
        "network.target"
        "tailscaled.service"
      ];
      wantedBy = [ "multi-user.target" ];
    };
  };

  "a second one has its own user, address and folder" = {
    expr = {
      inherit (code-server-vio.serviceConfig) User WorkingDirectory;
      isThere = builtins.match ''.* "\[::1]:8081" .*'' code-server-vio.serviceConfig.ExecStart != null;
    };
    expected = {
      User = "vio";
      WorkingDirectory = ''/srv/100%% of "$HOME"'';
      isThere = true;
    };
  };

  "its terminal finds what a login finds, and git" = {
    expr = map (one: one.pname or one) code-server-coal.path;
    expected = [
      "/run/wrappers"
      "/etc/profiles/per-user/coal"
      "/run/current-system/sw"
      "git"
      # As in every service of NixOS.
      "coreutils"
      "findutils"
      "gnugrep"
      "gnused"
      "systemd"
    ];
  };

  "what a person writes plainly wins, and lists join" = {
    expr =
      let
        unit = unitWith {
          systemd.services.code-server-coal = {
            after = [ "zfs.target" ];
            serviceConfig = {
              ExecStart = "/run/own";
              Nice = 5;
              Restart = "always";
            };
          };
        };
      in
      {
        after = builtins.sort builtins.lessThan unit.after;
        inherit (unit.serviceConfig)
          ExecStart
          Nice
          Restart
          User
          ;
      };
    expected = {
      ExecStart = "/run/own";
      Nice = 5;
      Restart = "always";
      User = "coal";
      after = [
        "network.target"
        "tailscaled.service"
        "zfs.target"
      ];
    };
  };

  "a unit can be switched off" = {
    expr = (unitWith { systemd.services.code-server-coal.enable = false; }).enable;
    expected = false;
  };

  "nothing stops the build while Tailscale is on" = {
    expr = {
      inherit (devbox) failed;
      inherit (devbox.config.services.tailscale) enable;
    };
    expected = {
      enable = true;
      failed = [ ];
    };
  };

  "an editor for everybody stops the build where a module switches Tailscale off" = {
    expr = map (builtins.substring 0 56) (systemOf "devbox" { services.tailscale.enable = false; }).failed;
    expected = [ ''fleet: code-server of user "coal" on host "devbox" asks '' ];
  };

  "and where nobody switches it on" = {
    expr = builtins.length (systemOf "lab" { }).failed;
    expected = 1;
  };

  "but not where a module does" = {
    expr = (systemOf "lab" { services.tailscale.enable = true; }).failed;
    expected = [ ];
  };

  "a declared group exists with its gid and members, and NixOS's own stay" = {
    expr = {
      inherit (devbox.config.users.groups.docker) gid members;
      media = devbox.config.users.groups.media.members;
      wheel = devbox.config.users.groups.wheel.gid;
    };
    expected = {
      gid = 2000;
      media = [ ];
      members = [
        "coal"
        "vio"
      ];
      wheel = 1;
    };
  };

  "the gid that a module of NixOS gives a group wins" = {
    expr = (systemOf "devbox" { virtualisation.docker.enable = true; }).config.users.groups.docker.gid;
    expected = 131;
  };

  "a group that is not declared is not made" = {
    expr = devbox.config.users.groups ? networkmanager;
    expected = false;
  };
}
