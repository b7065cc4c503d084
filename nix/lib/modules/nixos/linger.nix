# Whose programs run while they are not logged in.
let
  defaultOf = import ../default-value.nix;
in
{ host, origin, ... }:
{ lib, ... }:
let
  inherit (builtins) attrValues filter listToAttrs;
  default = defaultOf lib;
in
{
  inherit (origin "linger") _class _file key;
  config.users.users = listToAttrs (
    map (account: {
      name = account.username;
      value.linger = default account.linger;
    }) (filter (account: account ? linger) (attrValues host.accounts))
  );
}
