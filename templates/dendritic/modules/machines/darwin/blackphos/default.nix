# Raquel's Mac, which crs58 looks after.
{
  flake.modules.darwin."machines/darwin/blackphos" = {
    system.defaults.finder.AppleShowAllExtensions = true;
    # The release of nix-darwin that the Mac began with.
    system.stateVersion = 6;
  };
}
