# What nix-darwin makes of the accounts of a Mac.
{
  inputs,
  mkFlake,
  roots,
}:
let
  stibnite =
    (mkFlake {
      fleet.root = roots + "/family";
      fleet.modules = [ { system.stateVersion = 6; } ];
      fleet.outputs.nixos = false;
    }).darwinConfigurations.stibnite.config;
in
{
  "an account of a Mac has what the fleet says" = {
    expr = {
      inherit (stibnite.users.users.crs58) home uid;
      shell = stibnite.users.users.crs58.shell.pname;
    };
    expected = {
      home = "/Users/crs58";
      shell = "zsh";
      uid = 501;
    };
  };

  "nobody is handed to nix-darwin to be created or deleted" = {
    expr = builtins.elem "crs58" stibnite.users.knownUsers;
    expected = false;
  };

  "the primary user is the one that the fleet names" = {
    expr = stibnite.system.primaryUser;
    expected = "crs58";
  };

  "root stays among the trusted users of a Mac" = {
    expr = {
      root = builtins.elem "root" stibnite.nix.settings.trusted-users;
      others = builtins.filter (name: name != "root") stibnite.nix.settings.trusted-users;
    };
    expected = {
      root = true;
      others = [ "crs58" ];
    };
  };

  "an integrated home of a Mac is home-manager's" = {
    expr = stibnite.home-manager.users.crs58.home.homeDirectory;
    expected = "/Users/crs58";
  };

  "a Mac is built with the nixpkgs that nix-darwin follows, or with one of its own" = {
    expr =
      let
        own = inputs.nixpkgs // {
          lib = inputs.nixpkgs.lib.extend (_: _: { origin = "own"; });
          outPath = "/own/nixpkgs";
        };
        origins =
          inputs:
          let
            stibnite =
              (mkFlake {
                fleet.root = roots + "/family";
                fleet.hosts.stibnite = {
                  inherit inputs;
                  modules = [ ({ lib, ... }: { networking.computerName = lib.origin or "followed"; }) ];
                };
              }).darwinConfigurations.stibnite.config;
          in
          {
            lib = stibnite.networking.computerName;
            packages = toString stibnite.nixpkgs.source == own.outPath;
            registry = stibnite.nixpkgs.flake.source == own.outPath;
          };
      in
      map origins [
        { }
        { nixpkgs = own; }
      ];
    expected = [
      {
        lib = "followed";
        packages = false;
        registry = false;
      }
      {
        lib = "own";
        packages = true;
        registry = true;
      }
    ];
  };

  "nothing stops the build" = {
    expr = map (one: one.message) (builtins.filter (one: !one.assertion) stibnite.assertions);
    expected = [ ];
  };
}
