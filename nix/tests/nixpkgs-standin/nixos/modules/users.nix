# Users and groups: the options of NixOS that say who has an account.
{
  config,
  lib,
  pkgs,
  utils,
  ...
}:
let
  inherit (lib)
    attrValues
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
  # An abort, as there: `tryEval` does not catch it.
  fitsInto31 =
    what: name:
    if builtins.stringLength name < 32 then
      name
    else
      abort "${what} '${name}' is longer than 31 characters which is not allowed!";

  user =
    { name, config, ... }:
    {
      options = {
        autoSubUidGidRange = option types.bool false;
        createHome = option types.bool false;
        cryptHomeLuks = nullable types.str;
        description = option (types.passwdEntry types.str) "";
        enable = option types.bool true;
        expires = nullable (types.strMatching "[[:digit:]]{4}-[[:digit:]]{2}-[[:digit:]]{2}");
        extraGroups = option (types.listOf types.str) [ ];
        group = option types.str "" // {
          apply = fitsInto31 "Group name";
        };
        hashedPassword = nullable (types.passwdEntry types.str);
        hashedPasswordFile = option (types.nullOr types.str) config.passwordFile;
        home = option (types.passwdEntry types.path) "/var/empty";
        homeMode = option (types.strMatching "[0-7]{1,5}") "700";
        ignoreShellProgramCheck = option types.bool false;
        initialHashedPassword = nullable (types.passwdEntry types.str);
        initialPassword = nullable types.str;
        isNormalUser = option types.bool false;
        isSystemUser = option types.bool false;
        linger = nullable types.bool;
        name = lib.mkOption {
          type = types.passwdEntry types.str;
          apply = fitsInto31 "Username";
        };
        openssh.authorizedKeys.keyFiles = option (types.listOf types.path) [ ];
        openssh.authorizedKeys.keys = option (types.listOf types.singleLineStr) [ ];
        openssh.authorizedPrincipals = option (types.listOf types.singleLineStr) [ ];
        packages = option (types.listOf types.package) [ ];
        password = nullable types.str;
        passwordFile = nullable types.str;
        shell = option (types.nullOr (types.either types.shellPackage (types.passwdEntry types.path))) pkgs.shadow;
        subGidRanges = option (types.listOf types.attrs) [ ];
        subUidRanges = option (types.listOf types.attrs) [ ];
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
        (mkIf (config.isNormalUser && config.subUidRanges == [ ] && config.subGidRanges == [ ]) {
          autoSubUidGidRange = mkDefault true;
        })
        # Where nobody changes a password, the first one is the one.
        (mkIf (!cfg.mutableUsers && config.initialPassword != null) {
          password = mkDefault config.initialPassword;
        })
        (mkIf (!cfg.mutableUsers && config.initialHashedPassword != null) {
          hashedPassword = mkDefault config.initialHashedPassword;
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
in
{
  imports = [
    (lib.mkAliasOptionModule [ "users" "extraUsers" ] [ "users" "users" ])
    (lib.mkAliasOptionModule [ "users" "extraGroups" ] [ "users" "groups" ])
    (lib.mkRenamedOptionModule
      [ "security" "initialRootPassword" ]
      [ "users" "users" "root" "initialHashedPassword" ]
    )
    ./system-users.nix
    ./user-checks.nix
  ];

  options.users = {
    allowNoPasswordLogin = option types.bool false;
    defaultUserHome = option types.str "/home";
    defaultUserShell = option (types.either types.path types.shellPackage) pkgs.bashInteractive;
    enforceIdUniqueness = option types.bool true;
    groups = option (types.attrsOf (types.submodule group)) { };
    manageLingering = option types.bool true;
    mutableUsers = option types.bool true;
    users = option (types.attrsOf (types.submodule user)) { };
  };

  # What makes the accounts: here a shell that is none stops the build.
  config.system.activationScripts.users.text = lib.concatMapStringsSep "\n" (
    one: "${one.name} ${toString (utils.toShellPath one.shell)}"
  ) (filter (one: one.enable) users);
}
