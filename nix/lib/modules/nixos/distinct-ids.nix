# Ids that two accounts or two groups have. NixOS stops at that, without a word of whose they are. What
# the fleet alone declares has been checked; here are those of modules as well.
{
  host,
  id,
  origin,
  ...
}:
{ config, ... }:
let
  inherit (builtins)
    any
    attrNames
    attrValues
    concatStringsSep
    filter
    groupBy
    hasAttr
    ;

  # `owners` by their names, of which those that are the fleet's are worth a message.
  sharedIn =
    {
      idOf,
      isOurs,
      kind,
      owners,
    }:
    let
      byId = groupBy (name: toString (idOf owners.${name})) (
        filter (name: idOf owners.${name} != null) (attrNames owners)
      );
    in
    map
      (number: ''fleet: on host "${id}" ${kind.several} ${concatStringsSep ", " (map (name: ''"${name}"'') byId.${number})} have the ${kind.number} ${number}, and would own the same files. ${kind.cure}'')
      (filter (number: builtins.length byId.${number} > 1 && any isOurs byId.${number}) (attrNames byId));

  services = attrValues (host.serviceAccounts or { });
  logins = map (account: account.username) (attrValues host.accounts ++ services);
  ownGroups = map (account: account.group) (
    filter (account: account.hasOwnGroup or false) services
  );

  shared =
    sharedIn {
      idOf = user: user.uid or null;
      isOurs = name: builtins.elem name logins;
      kind = {
        cure = "Declare another `uid` for one that the fleet has, or set users.users.<login>.uid of the other.";
        number = "uid";
        several = "the accounts";
      };
      owners = config.users.users or { };
    }
    ++ sharedIn {
      idOf = group: group.gid or null;
      isOurs = name: hasAttr name (host.groups or { }) || builtins.elem name ownGroups;
      kind = {
        cure = "Declare another `gid` for one that the fleet has, or set users.groups.<name>.gid of the other.";
        number = "gid";
        several = "the groups";
      };
      owners = config.users.groups or { };
    };
in
{
  inherit (origin "distinct-ids") _class _file key;
  # Who shares ids on purpose has told NixOS so.
  config.assertions =
    if config.users.enforceIdUniqueness or true then
      map (message: {
        assertion = false;
        inherit message;
      }) shared
    else
      [ ];
}
