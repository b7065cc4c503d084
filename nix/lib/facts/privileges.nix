# By which ways somebody can become root on a system, for facts.nix. It is read as a text, too. Of a
# password only whether there is one is told, never what it is.
{
  # The groups whose members amount to root.
  rootGroups,
  # What is in root-access.nix.
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

  # A service whose own group it is has nothing of anybody else's.
  isServant = user: !(user.isNormalUser or true) && user.name != "root";
  servants = filter ({ groups, ... }: groups != [ ]) (
    map (user: {
      inherit (user) name;
      groups = filter (group: group != user.name) (rootGroupsOf user);
    }) (filter isServant users)
  );

  # Who is root by the uid, under another name.
  twins = map (user: user.name) (
    filter (user: user.name != "root" && valueOr null (user.uid or null) == 0) users
  );

  # The options that log in root without asking.
  services = config.services or { };
  unaskedOptions = map ({ option, ... }: option) (
    filter ({ login, ... }: login == "root") [
      {
        option = "services.getty.autologinUser";
        login = services.getty.autologinUser or null;
      }
      {
        option = "services.kmscon.autologinUser";
        login = services.kmscon.autologinUser or null;
      }
      {
        option = "services.greetd.settings.initial_session.user";
        login = services.greetd.settings.initial_session.user or null;
      }
      {
        option = "services.displayManager.autoLogin.user";
        login = services.displayManager.autoLogin.user or null;
      }
    ]
  );

  # The options by which sshd finds keys that no account declares. Without `authorizedKeysInHomedir`,
  # NixOS has those of the accounts alone.
  sshd = services.openssh or { };
  isSaid =
    value:
    !(elem value [
      null
      ""
      "none"
    ]);
  unseenKeys =
    if !(sshd.enable or false) then
      [ ]
    else
      filter isString [
        (if isSaid (sshd.authorizedKeysCommand or null) then "services.openssh.authorizedKeysCommand" else null)
        (
          if isSaid (sshd.settings.TrustedUserCAKeys or null) then
            "services.openssh.settings.TrustedUserCAKeys"
          else
            null
        )
        (
          if builtins.all isUsualFile (sshd.authorizedKeysFiles or [ ]) then
            null
          else
            "services.openssh.authorizedKeysFiles"
        )
      ];
  isUsualFile =
    file:
    elem file [
      "%h/.ssh/authorized_keys"
      ".ssh/authorized_keys"
      "/etc/ssh/authorized_keys.d/%u"
    ];

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
          elem (rule.runAs or null) [
            null
            "root"
          ]
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

  # Whom polkit takes for an administrator, as a rule.
  polkit = security.polkit or { };
  identitiesOf =
    kind:
    concatMap (
      identity:
      let
        found = match "unix-${kind}:(.*)" identity;
      in
      if found == null then [ ] else found
    ) (polkit.adminIdentities or [ ]);
  polkitRules =
    if polkit.enable or false && polkit.adminIdentities or [ ] != [ ] then
      [
        {
          option = "security.polkit.adminIdentities";
          groups = identitiesOf "group";
          users = identitiesOf "user";
          isAll = true;
          isOpen = false;
        }
      ]
    else
      [ ];

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
    }) (filter (user: user.isNormalUser or true || user.name == "root" || rootGroupsOf user != [ ]) users)
  );
  release = config.system.nixos.release or null;
  rules = concatMap rulesOf kinds ++ polkitRules;
  servants = listToAttrs (
    map (one: {
      inherit (one) name;
      value = one.groups;
    }) servants
  );
  sharedGids = sharedBy (group: group.gid or null) groups;
  sharedUids = sharedBy (user: user.uid or null) users;
  sudoTexts = rootAccess.textRules;
  inherit twins unseenKeys;
  unaskedOptions =
    unaskedOptions
    ++ (
      if config.boot.initrd.systemd.emergencyAccess or false == true then
        [ "boot.initrd.systemd.emergencyAccess" ]
      else
        [ ]
    );
  # Where there is another way, nobody depends on it.
  wheelAsks =
    if rootAccess.asksForPassword == null then
      null
    else
      rootAccess.asksForPassword && !rootAccess.hasOtherWay;
}
