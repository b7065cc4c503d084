# Christopher's Mac, which cameron looks after.
{
  flake.modules.darwin."machines/darwin/argentum" = {
    system.defaults.finder.AppleShowAllExtensions = true;
    # The release of nix-darwin that the Mac began with.
    system.stateVersion = 6;
  };
}
