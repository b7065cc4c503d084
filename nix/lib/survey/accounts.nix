# The users and groups of a system, for survey.nix. It is read as a text, too.
{
  accountSettings,
  chosen,
  config,
  definedIn,
  # Whether to name the shells: they are packages, of which one that is broken is no ordinary failure.
  hasShells,
  options,
  pkgs,
  tell,
  textOf,
  valueOr,
}:
let
  inherit (builtins)
    attrNames
    concatMap
    elem
    filter
    foldl'
    isAttrs
    isBool
    isString
    length
    listToAttrs
    map
    match
    parseDrvName
    pathExists
    readFile
    split
    substring
    ;

  # A shell is known by its name: whoever compares what is built has to evaluate it.
  nameOf = shell: if isAttrs shell then shell.name or null else textOf shell;
  # The attribute `bash` stands for what has more than it, wherever somebody logs in.
  usualNames = {
    bash-interactive = "bash";
    bashInteractive = "bash";
  };
  # A shell by the path under which every system has it: what NixOS makes of a package itself.
  linked = "/run/current-system/sw";
  attributeOfPath =
    path:
    let
      found = match "${linked}/bin/([a-z0-9_-]+)" path;
      name = builtins.head found;
    in
    if found != null && valueOr null (pkgs.${name}.shellPath or null) == "/bin/${name}" then name else null;
  attributeOf =
    shell:
    let
      found = shell.pname or (parseDrvName (shell.name or "")).name;
      name = usualNames.${found} or found;
      other = pkgs.${name} or { };
    in
    if shell == null then
      null
    else if !isAttrs shell then
      attributeOfPath (textOf shell)
    else if name == "bash" then
      name
    else if nameOf (valueOr { } { name = other.name or null; }) == shell.name then
      name
    else
      null;
  usualShell = config.users.defaultUserShell or null;
  # What an account has as its shell, as a text.
  pathOf = shell: if shell ? shellPath then linked + shell.shellPath else nameOf shell;
  isUsualShell =
    shell: isNormal:
    shell == null
    || (usualShell != null && (nameOf shell == nameOf usualShell || pathOf shell == pathOf usualShell))
    # Nobody logs in.
    || (!isNormal && isAttrs shell && shell.pname or (parseDrvName (shell.name or "")).name == "shadow")
    || textOf (if isAttrs shell then null else shell) == "/sbin/nologin"
    || textOf (if isAttrs shell then null else shell) == "/usr/bin/false";

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

  secretPaths =
    let
      all = config.sops.secrets or { };
      pairs = concatMap (
        name:
        let
          path = valueOr null (textOf (all.${name}.path or null));
        in
        if path == null then
          [ ]
        else
          [
            {
              name = path;
              value = name;
            }
          ]
      ) (attrNames all);
    in
    listToAttrs pairs;

  isLock =
    hash:
    elem hash [
      "!"
      "!!"
      "*"
    ];
  passwordOf =
    user:
    let
      found = accountSettings.passwordOf valueOr user;
      isUsualLock =
        user.name == "root" && valueOr false (isLock (user.initialHashedPassword or null));
      # What NixOS says of root itself is nothing that somebody declared.
      said = filter (
        option: !(option == "initialHashedPassword" && isUsualLock)
      ) found.options;
      file = if found.file == null then null else textOf found.file;
    in
    if said == [ ] then
      null
    else
      {
        options = said;
        secret = if file == null then null else secretPaths.${file} or null;
        isLocked = found.isLocked || valueOr false (
          said == [ "initialHashedPassword" ] && isLock user.initialHashedPassword
        );
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
      of = attribute: tell "users.users.${id}.${attribute}";
      # Without a value on a Mac, which is no fault.
      uid = valueOr null (user.uid or null);
      isPerson = isNormal user uid;
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
      shell = if hasShells then of "shell" (attributeOf (user.shell or null)) else null;
      isUsualShell = !hasShells || of "shell" (isUsualShell (user.shell or null) isPerson);
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
      definedIn = definedIn [
        (options.users.users or { })
        # The former name, which still works.
        (options.users.extraUsers or { })
      ] id;
    };

  groupOf =
    id:
    let
      group = config.users.groups.${id};
    in
    {
      name = group.name or id;
      gid = valueOr null (group.gid or null);
      members = tell "users.groups.${id}.members" (group.members or [ ]);
      definedIn = definedIn [
        (options.users.groups or { })
        (options.users.extraGroups or { })
      ] id;
    };
in
{
  users = map userOf (chosen (attrNames config.users.users));
  groups = map groupOf (chosen (attrNames (config.users.groups or { })));
}
