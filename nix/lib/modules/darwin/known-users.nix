# Whom nix-darwin must not manage. It creates and changes the users that are in `users.knownUsers`, and
# deletes those who are in there and no longer in `users.users`. So whoever administers the Mac stays
# out of it, whichever module puts them there.
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
    elem
    filter
    foldl'
    genList
    head
    length
    mapAttrs
    toJSON
    ;
  unique = foldl' (names: name: if elem name names then names else names ++ [ name ]) [ ];

  inherit (config.users) users;
  known = unique (config.users.knownUsers or [ ]);
  # A module may give an account another name than that of its attribute.
  names = attrValues (mapAttrs (login: user: user.name or login) users);
  nameOf = login: users.${login}.name or login;

  primaryUser =
    if host ? primaryUser then host.accounts.${host.primaryUser}.username else null;
  primary = filter (name: name != null) [
    (if primaryUser == null then null else nameOf primaryUser)
    (config.system.primaryUser or null)
  ];
  admins = map nameOf host.trustedUsers;
  atRisk = filter (name: elem name known) (unique (primary ++ admins));
  rolesOf =
    name:
    concatStringsSep " and " (
      (if elem name primary then [ "the primary user" ] else [ ])
      ++ (if elem name admins then [ "an admin" ] else [ ])
    );

  # nix-darwin has old names of its own services in there, to delete them: those that have had an
  # underscore in front since.
  isRenamed = name: any (other: other == "_${name}") names;
  deleted = filter (name: !(elem name names) && !(isRenamed name)) known;

  knownUsers = host.knownUsers or [ ];

  # Whom the fleet put there nobody can take out.
  isOfFleet =
    name: elem name knownUsers && name == config.system.primaryUser or null && name != primaryUser;
  # Of a hundred who administer a Mac, and all are in there, that is one mistake.
  crowd = filter (name: rolesOf name == "an admin" && !(isOfFleet name)) atRisk;
  alone = filter (name: !(elem name crowd)) atRisk;
  failure = who: cure: {
    assertion = false;
    message = ''fleet: users.knownUsers of host "${id}" holds ${who}. nix-darwin changes the accounts in there, and deletes those that go out of users.users; nobody might be left to mend the Mac. ${cure}'';
  };
  failureOf = name: failure ''"${name}", who is ${rolesOf name}'' (cureOf name);
  failureOfMany = failure "${namesOf crowd}, who are admins" "Take them out of users.knownUsers, and leave the accounts to macOS.";
  # Three of many are enough to know who is meant.
  namesOf =
    all:
    let
      count = if length all > 4 then 3 else length all - 1;
      shown = map (name: ''"${name}"'') (genList (builtins.elemAt all) count);
      rest = length all - count;
      last = if rest == 1 then ''"${builtins.elemAt all count}"'' else "${toString rest} more";
    in
    "${concatStringsSep ", " shown} and ${last}";

  cureOf =
    name:
    if isOfFleet name then
      ''The fleet put it there, because it does not know that a module sets system.primaryUser: declare `primaryUser: ${toJSON (userOf name)}` for the host, and run `fleet generate`.''
    else
      ''Take "${name}" out of users.knownUsers, and leave the account to macOS.'';
  userOf =
    name: head (filter (user: host.accounts.${user}.username == name) (attrNames host.accounts));
in
{
  inherit (origin "known-users") _class _file key;
  config = {
    assertions =
      if length crowd > 1 then map failureOf alone ++ [ failureOfMany ] else map failureOf atRisk;
    warnings = map (
      name:
      ''fleet: nix-darwin will delete the account "${name}" on host "${id}", if its uid there is above 501: users.knownUsers holds it, and users.users has no account of that name. To keep it, take it out of users.knownUsers.''
    ) deleted;
  };
}
