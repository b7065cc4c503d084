# The nixpkgs of the lock file beside this one: fetched when something is built with it, and not before.
let
  inherit ((builtins.fromJSON (builtins.readFile ./flake.lock)).nodes.nixpkgs) locked;
in
builtins.addErrorContext
  "fleet: its own packages are built with a nixpkgs of its own (${locked.rev}), which is fetched once and needs a network for that. Your own nixpkgs builds the command as well: nix run .#fleet in the flake of a fleet, or inputs.fleet.lib.packageFor pkgs"
  (
    builtins.fetchTarball {
      name = "source";
      url = "https://github.com/${locked.owner}/${locked.repo}/archive/${locked.rev}.tar.gz";
      sha256 = locked.narHash;
    }
  )
