# Users and groups: the options of NixOS that say who has an account, and its checks of them.
{
  config,
  lib,
  pkgs,
  ...
}:
let
  inherit (lib)
    attrNames
    attrValues
    concatMap
    elem
    filter
    mkDefault
    mkIf
    mkMerge
    types
    ;
  inherit (import ./option.nix lib) option;
  cfg = config.users;
  users = attrValues cfg.users;
  nullable = type: option (types.nullOr type) null;

  user =
    { name, config, ... }:
    {
      options = {
        createHome = option types.bool false;
        description = option (types.passwdEntry types.str) "";
        enable = option types.bool true;
        expires = nullable (types.strMatching "[[:digit:]]{4}-[[:digit:]]{2}-[[:digit:]]{2}");
        extraGroups = option (types.listOf types.str) [ ];
        group = option types.str "";
        hashedPassword = nullable (types.passwdEntry types.str);
        hashedPasswordFile = nullable types.str;
        home = option (types.passwdEntry types.path) "/var/empty";
        homeMode = option (types.strMatching "[0-7]{1,5}") "700";
        ignoreShellProgramCheck = option types.bool false;
        initialHashedPassword = nullable (types.passwdEntry types.str);
        initialPassword = nullable types.str;
        isNormalUser = option types.bool false;
        isSystemUser = option types.bool false;
        linger = nullable types.bool;
        name = lib.mkOption { type = types.passwdEntry types.str; };
        openssh.authorizedKeys.keyFiles = option (types.listOf types.path) [ ];
        openssh.authorizedKeys.keys = option (types.listOf types.singleLineStr) [ ];
        openssh.authorizedPrincipals = option (types.listOf types.singleLineStr) [ ];
        packages = option (types.listOf types.package) [ ];
        password = nullable types.str;
        shell = option (types.nullOr (types.either types.shellPackage (types.passwdEntry types.path))) pkgs.shadow;
        uid = nullable types.int;
        useDefaultShell = option types.bool false;
      };
      config = mkMerge [
        {
          name = mkDefault name;
          shell = mkIf config.useDefaultShell (mkDefault cfg.defaultUserShell);
        }
        (mkIf config.isNormalUser {
          createHome = mkDefault true;
          group = mkDefault "users";
          home = mkDefault "${cfg.defaultUserHome}/${config.name}";
          homeMode = mkDefault "700";
          isSystemUser = mkDefault false;
          useDefaultShell = mkDefault true;
        })
      ];
    };

  group =
    { name, config, ... }:
    {
      options = {
        gid = nullable types.int;
        members = option (types.listOf (types.passwdEntry types.str)) [ ];
        name = lib.mkOption { type = types.passwdEntry types.str; };
      };
      config = {
        members = map (one: one.name) (filter (one: one.enable && elem config.name one.extraGroups) users);
        name = mkDefault name;
      };
    };

  uids = filter (uid: uid != null) (map (one: one.uid) users);

  mayLogIn =
    one:
    one.password != null
    || one.hashedPasswordFile != null
    || !elem one.hashedPassword [
      null
      "!"
      "!!"
      "*"
    ]
    || one.openssh.authorizedKeys.keys != [ ]
    || one.openssh.authorizedKeys.keyFiles != [ ];

  shellCheck = one: shell: {
    assertion =
      one.ignoreShellProgramCheck || one.shell != pkgs.${shell} || config.programs.${shell}.enable;
    message = "users.users.${one.name}.shell is set to ${shell}, but programs.${shell}.enable is not true.";
  };

  userChecks =
    one:
    [
      {
        assertion = builtins.match "[a-zA-Z0-9_.][a-zA-Z0-9_.-]*" one.name != null;
        message = ''The username "${one.name}" is not valid.'';
      }
      {
        assertion = builtins.stringLength one.name < 32;
        message = "Username '${one.name}' is longer than 31 characters which is not allowed!";
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
    ]
    ++ map (shellCheck one) [
      "fish"
      "xonsh"
      "zsh"
    ];
in
{
  options.users = {
    defaultUserHome = option types.str "/home";
    defaultUserShell = option (types.either types.path types.shellPackage) pkgs.bashInteractive;
    groups = option (types.attrsOf (types.submodule group)) { };
    mutableUsers = option types.bool true;
    users = option (types.attrsOf (types.submodule user)) { };
  };

  config = {
    users.users = {
      root = {
        description = "System administrator";
        group = "root";
        home = "/root";
        shell = mkDefault cfg.defaultUserShell;
        uid = 0;
      };
      nobody = {
        group = "nogroup";
        isSystemUser = true;
        uid = 65534;
      };
    };
    users.groups =
      lib.genAttrs [
        "adm"
        "audio"
        "dialout"
        "disk"
        "input"
        "kvm"
        "lp"
        "nogroup"
        "render"
        "video"
      ] (_: { })
      // {
        root.gid = 0;
        users.gid = 100;
        wheel.gid = 1;
      };

    assertions = [
      {
        assertion = lib.length (lib.unique uids) == lib.length uids;
        message = "UIDs and GIDs must be unique!";
      }
      {
        assertion = lib.all (one: one.group == "" || elem one.group (attrNames cfg.groups)) users;
        message = "Some users have a primary group that is undefined.";
      }
      {
        assertion =
          cfg.mutableUsers
          || lib.any (one: (one.name == "root" || elem "wheel" one.extraGroups) && mayLogIn one) users;
        message = "Neither the root account nor any wheel user has a password or SSH authorized key.";
      }
    ]
    ++ concatMap userChecks users;
  };
}
