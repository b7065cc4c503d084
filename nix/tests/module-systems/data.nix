# Data of one's own, as modules of every kind get to see them: not even the module system changes them.
{
  inputs,
  mkFlake,
  roots,
}:
let
  witness =
    { fleet, lib, ... }:
    {
      options.witness = lib.mkOption { type = lib.types.raw; };
      config.witness = {
        inherit fleet;
      };
    };
  flake = mkFlake {
    fleet.root = roots + "/macs";
    fleet.homeModules = [ witness ];
    fleet.modules = [ witness ];
    fleet.hosts.blackphos.modules = [ { system.stateVersion = 6; } ];
  };
  cinnabar = flake.nixosConfigurations.cinnabar.config;
  blackphos = flake.darwinConfigurations.blackphos.config;
  raquel = flake.homeConfigurations."raquel@cinnabar".config;

  # What would mean something to the module system, to `toString` and to a builder.
  ofFleet = {
    _type = "if";
    condition = false;
    content.type = "derivation";
    domain = "example.org";
    ports = [
      22
      0.5
      null
      true
    ];
  };
  ofRaquel = {
    desk = "left";
    outPath = "no path";
  };
  # Compared here: as JSON, a set with an `outPath` is that text.
  are = expected: map (found: found == expected);
in
{
  "those of the fleet are the same in systems and homes of every kind" = {
    expr = are ofFleet [
      cinnabar.witness.fleet.data
      blackphos.witness.fleet.data
      cinnabar.home-manager.users.raquel.witness.fleet.data
      blackphos.home-manager.users.raquel.witness.fleet.data
      raquel.witness.fleet.data
    ];
    expected = [
      true
      true
      true
      true
      true
    ];
  };

  "those of a host are with it, wherever one asks" = {
    expr = map (fleet: fleet.hosts.cinnabar.data) [
      cinnabar.witness.fleet
      blackphos.witness.fleet
      raquel.witness.fleet
    ];
    expected = [
      { rack.unit = 4; }
      { rack.unit = 4; }
      { rack.unit = 4; }
    ];
  };

  "a host has its own, and none where none are declared" = {
    expr = {
      cinnabar = cinnabar.witness.fleet.host.data;
      home = raquel.witness.fleet.host.data.rack.unit or 0;
      blackphos = blackphos.witness.fleet.host.data.rack.unit or 0;
    };
    expected = {
      cinnabar.rack.unit = 4;
      home = 4;
      blackphos = 0;
    };
  };

  "those of a person are in the person's homes, and in the account" = {
    expr = are ofRaquel [
      cinnabar.home-manager.users.raquel.witness.fleet.user.data
      raquel.witness.fleet.user.data
      cinnabar.witness.fleet.host.accounts.raquel.data
    ];
    expected = [
      true
      true
      true
    ];
  };
}
