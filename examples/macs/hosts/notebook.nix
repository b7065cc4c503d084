# Ben's, which Ana looks after.
{
  system.defaults.finder.AppleShowAllExtensions = true;
}
