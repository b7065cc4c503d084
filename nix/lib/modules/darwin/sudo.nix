# That admins of a Mac are not asked for their password: nix-darwin has no option for that but the text of
# sudoers, and macOS asks by itself.
{ origin, ... }:
_: {
  inherit (origin "sudo") _class _file key;
  config.security.sudo.extraConfig = "%admin ALL = (ALL) NOPASSWD: ALL\n";
}
