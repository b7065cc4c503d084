# What people get to read.
{
  inputs,
  mkFlake,
  roots,
}:
let
  family =
    module:
    mkFlake {
      imports = [ module ];
      fleet.root = roots + "/family";
    };
in
{
  "a missing home-manager names the host, and the line to add" = {
    expr = (family { fleet.inputs.home-manager = null; }).nixosConfigurations.mini.config.networking.hostName;
    expectedError = ''host "mini" needs home-manager, and there is no input of that name'';
  };

  "a host without integrated homes does not need home-manager" = {
    expr = (family { fleet.inputs.home-manager = null; }).nixosConfigurations.devbox.config.networking.hostName;
    expected = "devbox";
  };

  "a missing nix-darwin bothers the Macs alone" = {
    expr = (family { fleet.inputs.nix-darwin = null; }).nixosConfigurations.mini.config.networking.hostName;
    expected = "mini";
  };

  "a missing nix-darwin names the host" = {
    expr = (family { fleet.inputs.nix-darwin = null; }).darwinConfigurations.stibnite.config.networking.hostName;
    expectedError = ''host "stibnite" needs nix-darwin, and there is no input of that name'';
  };

  "a missing nixpkgs names the home that needs its packages" = {
    expr = (family { fleet.inputs.nixpkgs = null; }).homeConfigurations."joachim@reason".config.home.username;
    expectedError = ''the home "joachim@reason" needs nixpkgs'';
  };

  "a shell that is not in pkgs is named with its user" = {
    expr = (family { }).nixosConfigurations.devbox.config.users.users.coal.shell.pname;
    expectedError = ''user "coal" on host "devbox" has the shell "unstable.fish", and there is no pkgs.unstable.fish'';
  };

  "the check fails while fleet.json is stale" = {
    expr = (mkFlake { fleet.root = roots + "/stale"; }).checks.x86_64-linux.fleet-fresh.drvPath;
    expectedError = "fleet.config.yaml has changed since fleet.json was computed from it. Run `fleet generate`.";
  };

  "settings for a host that does not exist are an error that lists those that do" = {
    expr = builtins.attrNames (family { fleet.hosts.minni = { }; }).nixosConfigurations;
    expectedError = "settings are given for minni, and the fleet has no such host";
  };

  "a host that the flake has already says what to delete, and how to go on building that one" = {
    expr =
      builtins.seq (family { flake.nixosConfigurations.mini = "by hand"; }).nixosConfigurations.mini
        "not reached";
    expectedError = "delete the other definition, or set `fleet.hosts.<id>.enable = false` while that is the one to build";
  };

  "a root without fleet.json says what to run" = {
    expr = builtins.attrNames (mkFlake { fleet.root = roots + "/empty"; }).nixosConfigurations;
    expectedError = "fleet generate";
  };

  "a module of another class is refused" = {
    expr =
      (inputs.nixpkgs.lib.evalModules {
        class = "homeManager";
        modules = [ (family { }).fleet.hosts.mini.systemModule ];
      }).config;
    expectedError = "nixos";
  };
}
