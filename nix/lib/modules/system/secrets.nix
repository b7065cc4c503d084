# Where a host finds the private key that its secrets are decrypted with, as options of sops-nix.
# Nothing where the fleet does not say: sops-nix then takes the SSH keys of the host.
{ host, lib }:
let
  default = import ../default-value.nix lib;
in
if host ? identity then
  {
    # A key file leaves the SSH keys to sops-nix. They may be what secrets that a module of one's own
    # declares need, and one that is missing is passed over.
    age =
      if host.identity ? keyFile then
        { keyFile = default host.identity.keyFile; }
      else
        # One value, for all that sops-nix has a list: a key that was moved is named instead.
        { sshKeyPaths = default [ host.identity.sshKeyPath ]; };
    # The fleet's hosts decrypt with age. sops-nix would bring gnupg into the system, and turn the RSA
    # host key into a PGP key, or complain that there is none, each time that secrets are installed.
    gnupg.sshKeyPaths = default [ ];
  }
else
  { }
