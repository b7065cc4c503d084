# What Ana's home adds on her own Mac.
{
  programs.helix.enable = true;
}
