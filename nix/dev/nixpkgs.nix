# The nixpkgs of the lock file beside this one: fetched when something is built with it, and not before.
let
  inherit ((builtins.fromJSON (builtins.readFile ./flake.lock)).nodes.nixpkgs) locked;
in
builtins.addErrorContext
  "fleet: its own packages are built with a nixpkgs of its own (${locked.rev}), which is fetched once. Without a network, take the package that the module makes of your nixpkgs (nix run .#fleet), or (inputs.fleet.lib.packageFor pkgs)"
  (
    builtins.fetchTarball {
      name = "source";
      url = "https://github.com/${locked.owner}/${locked.repo}/archive/${locked.rev}.tar.gz";
      sha256 = locked.narHash;
    }
  )
