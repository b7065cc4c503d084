# What a standalone home has beside the modules of every home: it is built without a system, so there
# is no `osConfig`, and nobody else warns of a stale `fleet.json`.
{ stale }:
{ lib, ... }:
let
  inherit (lib) mkOverride;
in
{
  _class = "homeManager";
  _file = "fleet, standalone homes";
  key = "fleet#standalone";
  config = {
    # Weaker than home-manager's own default, which not every release has.
    _module.args.osConfig = mkOverride 1500 null;
    warnings = map ({ message, ... }: "fleet: ${message}") stale;
  };
}
