# The users and groups of a system, for survey.nix. It is read as a text, too.
{
  accountSettings,
  config,
  definedIn,
  # What is in guard.nix.
  guards,
  options,
  # What is in passwords.nix and shells.nix.
  passwordsOf,
  pkgs,
  shellsOf,
  textOf,
  valueOr,
}:
let
  inherit (builtins)
    attrNames
    filter
    isBool
    isString
    length
    map
    pathExists
    readFile
    split
    substring
    ;

  inherit
    (shellsOf {
      inherit
        config
        pkgs
        textOf
        valueOr
        ;
    })
    attributeOf
    isUsualShell
    ;

  # nix-darwin does not say; people start at 501 there, have homes beside each other, and an underscore begins
  # a service's name.
  isNormal =
    user: uid:
    user.isNormalUser or (
      substring 0 1 user.name != "_"
      && (
        if uid == null then
          user.name == config.system.primaryUser or null
          || substring 0 7 (valueOr "" (toString (user.home or ""))) == "/Users/"
        else
          uid >= 501
      )
    );

  passwordOf = passwordsOf {
    inherit
      accountSettings
      config
      textOf
      valueOr
      ;
  };

  # The lines of a file of keys; null where it cannot be read, such as what is not built yet.
  linesOf =
    path:
    let
      file = /. + path;
    in
    if substring 0 1 path == "/" && valueOr false (pathExists file) then
      filter (line: isString line && line != "") (split "[\r\n]+" (readFile file))
    else
      null;

  subordinateIdsOf =
    user:
    let
      uids = user.subUidRanges or [ ];
      gids = user.subGidRanges or [ ];
      first = builtins.head uids;
      isSame =
        length uids == 1
        && length gids == 1
        && first.startUid == (builtins.head gids).startGid
        && first.count == (builtins.head gids).count;
    in
    if user.autoSubUidGidRange or false then
      "auto"
    else if uids == [ ] && gids == [ ] then
      "none"
    else if isSame then
      {
        start = first.startUid;
        inherit (first) count;
      }
    else
      null;

  userOf =
    id:
    let
      user = config.users.users.${id};
      of = guards.attributesOf "users" id "users.users.${id}";
      # Without a value on a Mac, which is no fault.
      uid = of "uid" (valueOr null (user.uid or null));
      isPerson = isNormal user (valueOr null (user.uid or null));
      keys = user.openssh.authorizedKeys or { };
    in
    {
      login = user.name;
      isNormal = isPerson;
      isEnabled = of "enable" (user.enable or true);
      inherit uid;
      description = of "description" (user.description or null);
      homeDirectory = of "home" (textOf (user.home or null));
      createHome = of "createHome" (user.createHome or null);
      shell = of "shell" (attributeOf (user.shell or null));
      isUsualShell = of "shell" (isUsualShell (user.shell or null) isPerson);
      # nix-darwin has a number in its place.
      group = of "group" (user.group or null);
      groups = of "extraGroups" (user.extraGroups or [ ]);
      sshKeys = of "openssh.authorizedKeys.keys" (keys.keys or [ ]);
      keyFiles = of "openssh.authorizedKeys.keyFiles" (
        map (
          file:
          let
            path = textOf file;
          in
          {
            inherit path;
            lines = linesOf path;
          }
        ) (keys.keyFiles or [ ])
      );
      password = of "hashedPassword" (if user ? hashedPassword then passwordOf user else null);
      expires = of "expires" (user.expires or null);
      linger = of "linger" (
        let
          linger = user.linger or null;
        in
        if isBool linger then linger else null
      );
      subordinateIds = of "subUidRanges" (if user ? subUidRanges then subordinateIdsOf user else null);
      definedIn = of "" (
        definedIn [
          (options.users.users or { })
          # The former name, which still works.
          (options.users.extraUsers or { })
        ] id
      );
    };

  groupOf =
    id:
    let
      group = config.users.groups.${id};
      of = guards.attributesOf "groups" id "users.groups.${id}";
    in
    {
      name = group.name or id;
      gid = of "gid" (valueOr null (group.gid or null));
      members = of "members" (group.members or [ ]);
      definedIn = of "" (
        definedIn [
          (options.users.groups or { })
          (options.users.extraGroups or { })
        ] id
      );
    };
in
{
  users = guards.listOf "users" userOf (attrNames config.users.users);
  groups = guards.listOf "groups" groupOf (attrNames (config.users.groups or { }));
}
