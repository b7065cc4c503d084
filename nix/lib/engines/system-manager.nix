# What system-manager's `makeSystemConfig` takes, by host of another distribution.
let
  ownModulesOf = import ../modules/linux;
in
{
  fleet,
  hosts,
  settings,
  stale,
}:
builtins.mapAttrs (
  id: _:
  let
    override = settings.hosts.${id} or { };
  in
  {
    modules =
      ownModulesOf {
        inherit
          fleet
          id
          settings
          stale
          ;
      }
      ++ override.modules or [ ];
    specialArgs = settings.specialArgs // override.specialArgs or { };
  }
) hosts
