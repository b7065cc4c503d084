# What is set on a Mac alone, as a list of functions from the data of a host to a module.
let
  subjects = {
    accounts = import ./accounts.nix;
    known-users = import ./known-users.nix;
    nixpkgs-source = import ./nixpkgs-source.nix;
    primary-user = import ./primary-user.nix;
    sudo = import ./sudo.nix;
  };
in
{
  host,
  id,
  settings,
  ...
}:
[
  subjects.known-users
]
++ (if host.knownUsers or [ ] == [ ] then [ ] else [ subjects.accounts ])
++ (if host.root.sudoNeedsPassword or true then [ ] else [ subjects.sudo ])
++ (if host ? primaryUser then [ subjects.primary-user ] else [ ])
++ (if settings.ownNixpkgsOf id == null then [ ] else [ subjects.nixpkgs-source ])
