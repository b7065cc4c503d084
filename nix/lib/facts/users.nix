# The users and groups that a system came to, for facts.nix. It is read as a text, too.
{
  # What account-settings.nix has.
  accountSettings,
  # The login names to look at beside those of all normal users.
  logins,
  nameOf,
  valueOr,
}:
config:
let
  inherit (builtins)
    any
    attrValues
    concatMap
    elem
    filter
    listToAttrs
    substring
    ;
  users = attrValues config.users.users;
  groups = attrValues (config.users.groups or { });
  gidOf = group: valueOr null (group.gid or null);
  names = map (user: user.name) users;

  # Whoever is a member of a group by any of the ways there are.
  groupsOf =
    user:
    user.extraGroups
    ++ map (group: group.name) (filter (group: elem user.name group.members) groups);

  isNormal =
    user:
    let
      uid = valueOr null user.uid;
    in
    # nix-darwin does not say; people start at 501 there, and an underscore begins a service's name.
    user.isNormalUser or (uid != null && uid >= 501 && substring 0 1 user.name != "_");

  inherit (accountSettings) subordinateIdsOf;
  passwordOf = accountSettings.passwordOf valueOr;

  userOf =
    user:
    {
      description = user.description or null;
      expires = user.expires or null;
      home = user.home or null;
      isNormal = isNormal user;
      password = if user ? hashedPassword then passwordOf user else null;
      shell = nameOf (user.shell or null);
      linger = user.linger or null;
      sshKeys = user.openssh.authorizedKeys.keys or [ ];
      uid = valueOr null user.uid;
    }
    // (
      if user ? extraGroups then
        subordinateIdsOf user
        // {
          groups = groupsOf user;
          primaryGroup = user.group;
        }
      else
        { gid = user.gid or null; }
    );

  # Whoever is known to nix-darwin and has no account is deleted. Old names of its own services, which
  # have had an underscore in front since, are in there for just that.
  isLeft = name: elem name names || any (other: other == "_${name}") names;
in
{
  deletedUsers = filter (name: !isLeft name) (config.users.knownUsers or [ ]);
  groups = listToAttrs (
    map (group: {
      inherit (group) name;
      value = gidOf group;
    }) groups
  );
  # The groups whose members nix-darwin writes; it leaves the others alone.
  knownGroups = listToAttrs (
    map (group: {
      inherit (group) name;
      value = {
        inherit (group) members;
        gid = gidOf group;
      };
    }) (filter (group: elem group.name (config.users.knownGroups or [ ])) groups)
  );
  knownUsers = config.users.knownUsers or null;
  userMaker = accountSettings.userMakerOf config;
  # The units that run as one of the logins.
  runsAs =
    let
      services = config.systemd.services or { };
      userOf =
        name: if services.${name}.enable or true then valueOr null (services.${name}.serviceConfig.User or null) else null;
      found = filter ({ user, ... }: elem user logins) (
        map (name: {
          inherit name;
          user = userOf name;
        }) (builtins.attrNames services)
      );
    in
    builtins.mapAttrs (_: map ({ name, ... }: name)) (builtins.groupBy ({ user, ... }: user) found);
  rootPassword = if config.users.users ? root.hashedPassword then passwordOf config.users.users.root else null;
  users = listToAttrs (
    concatMap (
      user:
      if (user.enable or true) && (isNormal user || elem user.name logins) then
        [
          {
            inherit (user) name;
            value = userOf user;
          }
        ]
      else
        [ ]
    ) users
  );
}
