# Homes of home-manager, and what sops-nix decrypts for them and for systems, for survey.nix. It is read as a text, too.
{
  # Those names that are asked for.
  chosen,
  definedIn,
  fileOf,
  pkgs,
  tell,
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

  secretsOf =
    { config, options }:
    let
      all = config.sops.secrets or { };
    in
    map (
      id:
      let
        secret = all.${id};
        of = attribute: tell "sops.secrets.${id}.${attribute}";
      in
      {
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
        definedIn = definedIn [ (options.sops.secrets or { }) ] id;
      }
    ) (chosen (attrNames all));

  # The author of commits. A release that has the settings under the name that git has keeps the former names,
  # which throw where nothing is set.
  authorOf =
    option: config: attribute: oldAttribute:
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
    tell "${option}programs.git" (if isString value then value else null);

  homeOf =
    id: option: home: own:
    let
      inherit (home) config;
      of = attribute: tell "${option}home.${attribute}";
    in
    {
      name = id;
      login = of "username" (config.home.username or null);
      homeDirectory = of "homeDirectory" (textOf (config.home.homeDirectory or null));
      stateVersion = of "stateVersion" (config.home.stateVersion or null);
      system = valueOr null (pkgs.stdenv.hostPlatform.system or null);
      fullName = authorOf option config "name" "userName";
      email = authorOf option config "email" "userEmail";
      # Of each its files are written, such as ~/.zshrc.
      shells = tell "${option}programs" (
        filter (shell: config.programs.${shell}.enable or false) [
          "bash"
          "fish"
          "nushell"
          "xonsh"
          "zsh"
        ]
      );
      secrets = secretsOf home;
    }
    // own;
in
{
  inherit homeOf secretsOf;
}
