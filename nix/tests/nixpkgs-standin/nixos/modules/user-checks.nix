# What NixOS finds wrong with users and groups, and what it warns of: its conditions, and as much of its
# words as says which it is.
{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (lib)
    any
    attrNames
    attrValues
    concatMap
    elem
    filter
    optional
    optionals
    ;
  cfg = config.users;
  users = attrValues cfg.users;
  groups = attrValues cfg.groups;

  areUnique =
    ids:
    let
      said = filter (id: id != null) ids;
    in
    lib.length (lib.unique said) == lib.length said;

  allowsLogin =
    hash:
    !elem hash [
      null
      "!"
      "!!"
      "*"
    ];
  mayLogIn =
    one:
    allowsLogin one.hashedPassword
    || one.password != null
    || one.hashedPasswordFile != null
    || one.openssh.authorizedKeys.keys != [ ]
    || one.openssh.authorizedKeys.keyFiles != [ ];
  isPrivileged = one: one.name == "root" || one.group == "wheel" || elem "wheel" one.extraGroups;

  withoutGroup = filter (one: one.group != "" && !elem one.group (map (group: group.name) groups)) users;
  withNullShells = attrNames (lib.filterAttrs (_: one: one.shell == null) cfg.users);

  userChecks =
    one:
    [
      {
        assertion = builtins.match "[a-zA-Z0-9_.][a-zA-Z0-9_.-]*" one.name != null;
        message = ''The username "${one.name}" is not valid, it does not match the regex.'';
      }
      {
        assertion = one.hashedPassword == null || builtins.match ".*:.*" one.hashedPassword == null;
        message = ''The password hash of user "${one.name}" contains a ":" character.'';
      }
      {
        assertion = one.isNormalUser && one.uid != null -> one.uid >= 1000;
        message = "A user cannot have a users.users.${one.name}.uid set below 1000 and set users.users.${one.name}.isNormalUser.";
      }
      {
        assertion =
          let
            isEffectivelySystemUser =
              one.isSystemUser || (one.uid != null && one.uid < 1000 && !one.isNormalUser);
          in
          isEffectivelySystemUser != one.isNormalUser;
        message = "Exactly one of users.users.${one.name}.isSystemUser and users.users.${one.name}.isNormalUser must be set.";
      }
      {
        assertion = one.group != "";
        message = "users.users.${one.name}.group is unset.";
      }
      {
        assertion = one.linger != null -> cfg.manageLingering;
        message = "users.manageLingering is set to false, but users.users.${one.name}.linger is configured.";
      }
    ]
    ++ map (shellCheck one) [
      "fish"
      "xonsh"
      "zsh"
    ];

  shellCheck = one: shell: {
    assertion =
      one.ignoreShellProgramCheck || one.shell != pkgs.${shell} || config.programs.${shell}.enable;
    message = "users.users.${one.name}.shell is set to ${shell}, but programs.${shell}.enable is not true.";
  };

  # The schemes that libxcrypt is built with.
  schemes = "(y|gy|7|2b|2y|2a|6)";
  isHash =
    let
      dollar = "[$]";
      options = "[a-z0-9-]+(=[a-zA-Z0-9/+.-]+)?(,[a-z0-9-]+=[a-zA-Z0-9/+.-]+)*";
      text = "[a-zA-Z0-9./]+";
      content = "${text}${dollar}${text}(${dollar}${text})?";
      pattern = "${dollar}${schemes}(${dollar}${options})?${dollar}${content}";
    in
    hash: builtins.match pattern hash != null;

  userWarnings =
    one:
    let
      passwords = [
        one.hashedPassword
        one.hashedPasswordFile
        one.password
      ]
      ++ optionals cfg.mutableUsers [
        one.initialHashedPassword
        one.initialPassword
      ];
    in
    optional (lib.count (password: password != null) passwords > 1) "The user '${one.name}' has multiple of the options for a password set to a non-null value."
    ++
      optional
        (allowsLogin one.hashedPassword && one.hashedPassword != "" && !isHash one.hashedPassword)
        ''The password hash of user "${one.name}" may be invalid.''
    ++
      optional (one.passwordFile != null)
        ''The option `users.users."${one.name}".passwordFile' has been renamed to `users.users."${one.name}".hashedPasswordFile'.'';
in
{
  assertions = [
    {
      assertion =
        !cfg.enforceIdUniqueness
        || (areUnique (map (one: one.uid) users) && areUnique (map (one: one.gid) groups));
      message = "UIDs and GIDs must be unique!";
    }
    {
      assertion = withoutGroup == [ ];
      message = "The following users have a primary group that is undefined: ${
        lib.concatMapStringsSep " " (one: one.name) withoutGroup
      }";
    }
    {
      assertion = !cfg.mutableUsers -> withNullShells == [ ];
      message = "users.mutableUsers = false has been set, but found users that have their shell set to null: ${toString withNullShells}";
    }
    {
      assertion =
        !cfg.mutableUsers
        -> !cfg.allowNoPasswordLogin
        -> any (one: isPrivileged one && mayLogIn one) users || config.security.googleOsLogin.enable;
      message = "Neither the root account nor any wheel user has a password or SSH authorized key.";
    }
  ]
  ++ concatMap userChecks users;

  warnings = concatMap userWarnings users;
}
