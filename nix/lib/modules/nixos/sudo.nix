# Whether admins are asked for their password, by whichever of NixOS's ways to become root.
let
  defaultOf = import ../default-value.nix;
in
{ host, origin, ... }:
{ lib, options, ... }:
let
  wheel.wheelNeedsPassword = defaultOf lib host.root.sudoNeedsPassword;
  known = options.security or { };
in
{
  inherit (origin "sudo") _class _file key;
  config.security = {
    sudo = wheel;
  }
  // (if known ? sudo-rs then { sudo-rs = wheel; } else { })
  // (if known ? doas then { doas = wheel; } else { });
}
