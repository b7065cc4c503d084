# By which ways somebody can become root on a system, for facts.nix. It is read as a text, too. Of a
# password only whether there is one is told, never what it is.
{
  # The groups whose members amount to root.
  rootGroups,
  # What is in logins.nix and root-access.nix.
  loginsOf,
  rootAccessOf,
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
    groupBy
    isAttrs
    isString
    length
    listToAttrs
    match
    split
    unsafeDiscardStringContext
    ;
  users = filter (user: user.enable or true) (attrValues config.users.users);
  groups = attrValues (config.users.groups or { });
  plain = value: unsafeDiscardStringContext (toString value);

  passwordOf =
    user:
    let
      has = name: (user.${name} or null) != null;
      first = user.hashedPassword or null;
      hash = if first == null then user.initialHashedPassword or null else first;
    in
    if has "password" || has "initialPassword" || has "hashedPasswordFile" then
      "set"
    else if hash == null then
      "none"
    else if hash == "" then
      "empty"
    else if match "[!*].*" hash != null then
      # The first password of an account may have been changed since.
      if first == null && config.users.mutableUsers or false then "none" else "locked"
    else
      "set";

  keysOf =
    user:
    let
      ssh = user.openssh or { };
      keys = ssh.authorizedKeys or { };
    in
    {
      keyFiles = map plain (keys.keyFiles or [ ]);
      keys = keys.keys or [ ];
      principals = ssh.authorizedPrincipals or [ ];
    };

  rootGroupsOf =
    user:
    filter (
      name:
      (user.group or null) == name
      || elem name (user.extraGroups or [ ])
      || any (group: group.name == name && elem user.name (group.members or [ ])) groups
    ) rootGroups;

  hasUnseenKeys =
    user:
    let
      found = keysOf user;
    in
    found.keyFiles != [ ] || found.principals != [ ];

  # A service whose own group it is has nothing of anybody else's.
  isServant = user: !(user.isNormalUser or true) && user.name != "root";
  servants = filter ({ groups, ... }: groups != [ ]) (
    map (user: {
      inherit (user) name;
      groups = filter (group: group != user.name) (rootGroupsOf user);
    }) (filter isServant users)
  );

  # Ids of more than one, with their names.
  sharedBy =
    idOf: all:
    let
      said = filter ({ id, ... }: id != null) (
        map (one: {
          inherit (one) name;
          id = valueOr null (idOf one);
        }) all
      );
      byId = groupBy ({ id, ... }: toString id) said;
    in
    listToAttrs (
      concatMap (
        id:
        if length byId.${id} > 1 then
          [
            {
              name = id;
              value = map (one: one.name) byId.${id};
            }
          ]
        else
          [ ]
      ) (builtins.attrNames byId)
    );

  rootAccess = rootAccessOf config;
  logins = loginsOf { inherit valueOr; } config;
  security = config.security or { };
  sudo = kind: security.${kind} or { };
  isOn = kind: (sudo kind).enable or false;

  # A rule of sudo or doas: whom it concerns, whether it is for every command as root, and without a
  # password.
  ruleOf =
    kind: rule:
    let
      commands = rule.commands or [ ];
      commandOf = command: if isAttrs command then command.command or "" else command;
      optionsOf = command: if isAttrs command then command.options or [ ] else [ ];
      # A command may have tags before it, as sudoers has them.
      isEverything = command: match "([A-Z_]+:[ \t]*)*ALL" (commandOf command) != null;
      hasTag = command: match ".*NOPASSWD:.*" (commandOf command) != null;
      asRoot =
        if kind == "doas" then
          rule.runAs or null == null || rule.runAs == "root"
        else
          match "(.*,)?[ \t]*(ALL|root|#0)[ \t]*(,.*|:.*)?" (rule.runAs or "ALL") != null;
      ofAll = filter isEverything commands;
    in
    {
      option = "security.${kind}.extraRules";
      groups = map toString (rule.groups or [ ]);
      users = map toString (rule.users or [ ]);
      isAll = asRoot && (if kind == "doas" then (rule.cmd or null) == null else ofAll != [ ]);
      isOpen =
        if kind == "doas" then
          rule.noPass or false
        else
          ofAll != [ ] && any (command: elem "NOPASSWD" (optionsOf command) || hasTag command) ofAll;
    };
  rulesOf = kind: if isOn kind then map (ruleOf kind) ((sudo kind).extraRules or [ ]) else [ ];
  kinds = [
    "sudo"
    "sudo-rs"
    "doas"
  ];

  # What text says of whom Nix trusts.
  trustedIn =
    text:
    concatMap (
      line:
      let
        found = if isString line then match "[ \t]*(extra-)?trusted-users[ \t]*=(.*)" line else null;
      in
      if found == null then
        [ ]
      else
        filter (name: isString name && name != "") (split "[ \t]+" (builtins.elemAt found 1))
    ) (split "\n" text);
in
{
  inherit (logins) twins unaskedOptions unseenKeys;
  moreTrusted =
    (valueOr [ ] (config.nix.settings.extra-trusted-users or [ ]))
    ++ trustedIn (valueOr "" (config.nix.extraOptions or ""));
  mutableUsers = config.users.mutableUsers or null;
  passwords = listToAttrs (
    map (user: {
      inherit (user) name;
      value = passwordOf user;
    }) (filter (user: user.isNormalUser or false || user.name == "root") users)
  );
  loginKeys = listToAttrs (
    map (user: {
      inherit (user) name;
      value = keysOf user;
    }) (filter (user: user.isNormalUser or true || user.name == "root" || rootGroupsOf user != [ ] || hasUnseenKeys user) users)
  );
  inherit (rootAccess) openTexts;
  release = config.system.nixos.release or null;
  rules = concatMap rulesOf kinds ++ logins.polkitRules;
  servants = listToAttrs (
    map (one: {
      inherit (one) name;
      value = one.groups;
    }) servants
  );
  sharedGids = sharedBy (group: group.gid or null) groups;
  sharedUids = sharedBy (user: user.uid or null) users;
  sudoTexts = rootAccess.textRules;
  # Where there is another way, nobody depends on it.
  wheelAsks =
    if rootAccess.asksForPassword == null then
      null
    else
      rootAccess.asksForPassword && !rootAccess.hasOtherWay;
}
