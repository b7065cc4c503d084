# An input that a host cannot do without, or an error that says how to add it. Forced only by the
# hosts and homes that need it.
{ inputs, user }:
names:
let
  inherit (builtins) filter head;
  name = head names;
  present = filter (candidate: (inputs.${candidate} or null) != null) names;
  urls = {
    colmena = "github:nix-community/colmena";
    deploy-rs = "github:serokell/deploy-rs";
    home-manager = "github:nix-community/home-manager";
    nix-darwin = "github:nix-darwin/nix-darwin";
    nixfleet = "github:arcanesys/nixfleet";
    nixpkgs = "github:NixOS/nixpkgs/nixos-unstable";
    sops-nix = "github:Mic92/sops-nix";
    system-manager = "github:numtide/system-manager";
    wire = "github:forallsys/wire";
  };
in
if present != [ ] then
  inputs.${head present}
else
  throw ''
    fleet: ${user} needs ${name}, and there is no input of that name.
    Add it to flake.nix:
        inputs.${name}.url = "${urls.${name}}";
    An input of another name is handed over with flake-parts as
        fleet.inputs.${name} = inputs.<its name>;
    and without it as
        mkFleet { inputs = inputs // { ${name} = inputs.<its name>; }; … }''
