# The secrets of a host, and where it finds the private key that they are decrypted with, as sops-nix
# takes them. Where the fleet does not say where, sops-nix takes the SSH keys of the host.
let
  defaultOf = import ../default-value.nix;
  secretsOf = import ../secrets.nix;
in
{
  host,
  origin,
  settings,
  user,
  ...
}:
{ lib, ... }:
let
  inherit (lib) mkIf;
  default = defaultOf lib;
  identity = host.identity or { };
in
{
  inherit (origin "secrets") _class _file key;
  config.sops = {
    # A key file leaves the SSH keys to sops-nix. They may be what secrets that a module of one's own
    # declares need, and one that is missing is passed over.
    age.keyFile = mkIf (identity ? keyFile) (default identity.keyFile);
    # One value, for all that sops-nix has a list: a key that was moved is named instead.
    age.sshKeyPaths = mkIf (identity ? sshKeyPath) (default [ identity.sshKeyPath ]);
    # The fleet's hosts decrypt with age. sops-nix would bring gnupg into the system, and turn the RSA
    # host key into a PGP key, or complain that there is none, each time that secrets are installed.
    gnupg.sshKeyPaths = mkIf (identity != { }) (default [ ]);
    secrets = secretsOf {
      inherit lib user;
      inherit (host) secrets;
      inherit (settings) root;
      kind = host.platform;
    };
  };
}
