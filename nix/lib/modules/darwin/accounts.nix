# What is said of the accounts that nix-darwin creates. It hides them, and gives them no home directory,
# unless it is told.
let
  defaultOf = import ../default-value.nix;
in
{ host, origin, ... }:
{ lib, ... }:
let
  inherit (builtins)
    attrValues
    elem
    filter
    listToAttrs
    ;
  default = defaultOf lib;
  isKnown = account: elem account.username host.knownUsers;
in
{
  inherit (origin "accounts.darwin") _class _file key;
  config.users = {
    inherit (host) knownUsers;
    users = listToAttrs (
      map (account: {
        name = account.username;
        value = {
          createHome = default true;
          isHidden = default false;
        };
      }) (filter isKnown (attrValues host.accounts))
    );
  };
}
