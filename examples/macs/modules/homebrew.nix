# The feature "homebrew": what is not in nixpkgs. Homebrew itself has to be there; it is the primary user's.
{
  homebrew.enable = true;
  homebrew.casks = [ "firefox" ];
}
