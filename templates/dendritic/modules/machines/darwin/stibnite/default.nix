# The Mac of crs58 alone.
{
  flake.modules.darwin."machines/darwin/stibnite" = {
    system.defaults.dock.autohide = true;
    # The release of nix-darwin that the Mac began with.
    system.stateVersion = 6;
  };
}
