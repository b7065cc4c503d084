# Homes of home-manager, and what sops-nix decrypts for them and for systems, for survey.nix. It is read as a text, too.
{
  definedIn,
  fileOf,
  # What is in guard.nix.
  guards,
  pkgs,
  textOf,
  valueOr,
}:
let
  inherit (builtins)
    attrNames
    filter
    isString
    map
    ;

  # Those of a home that is built with a system are part of that.
  secretsWith =
    listOf: attributesOf:
    { config, options }:
    let
      all = config.sops.secrets or { };
    in
    listOf (
      id:
      let
        secret = all.${id};
        of = attributesOf id "sops.secrets.${id}";
      in
      # One that is broken as a whole is so at once.
      builtins.seq secret {
        name = id;
        file = of "sopsFile" (fileOf (textOf secret.sopsFile));
        key = of "key" secret.key;
        format = of "format" secret.format;
        mode = of "mode" (secret.mode or null);
        owner = of "owner" (secret.owner or null);
        group = of "group" (secret.group or null);
        path = of "path" (textOf (secret.path or null));
        neededForUsers = of "neededForUsers" (secret.neededForUsers or false);
        restartUnits = of "restartUnits" (secret.restartUnits or [ ]);
        reloadUnits = of "reloadUnits" (secret.reloadUnits or [ ]);
        definedIn = of "" (definedIn [ (options.sops.secrets or { }) ] id);
      }
    ) (attrNames all);
  secretsOf = secretsWith (guards.listOf "secrets") (guards.attributesOf "secrets");

  # The author of commits. A release that has the settings under the name that git has keeps the former names,
  # which throw where nothing is set.
  authorOf =
    config: attribute: oldAttribute:
    let
      git = config.programs.git or { };
      value =
        if git ? settings then
          git.settings.user.${attribute} or null
        else
          let
            old = git.${oldAttribute} or null;
          in
          if old == null then git.extraConfig.user.${attribute} or null else old;
    in
    if isString value then value else null;

  homeOf =
    # `of` tells of an attribute by its option.
    id: of: home: own:
    let
      inherit (home) config;
    in
    {
      name = id;
      login = of "home.username" (config.home.username or null);
      homeDirectory = of "home.homeDirectory" (textOf (config.home.homeDirectory or null));
      stateVersion = of "home.stateVersion" (config.home.stateVersion or null);
      system = valueOr null (pkgs.stdenv.hostPlatform.system or null);
      fullName = of "programs.git" (authorOf config "name" "userName");
      email = of "programs.git" (authorOf config "email" "userEmail");
      # Of each its files are written, such as ~/.zshrc.
      shells = of "programs" (
        filter (shell: config.programs.${shell}.enable or false) [
          "bash"
          "fish"
          "nushell"
          "xonsh"
          "zsh"
        ]
      );
    }
    // own;
in
{
  inherit homeOf secretsOf secretsWith;
}
