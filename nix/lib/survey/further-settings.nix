# What a system says of accounts and of Nix for which a declaration has no word, for survey.nix. It is read as a text,
# too.
{
  accountSettings,
  config,
  # The files in which an option is set, and those that say something of a user.
  filesAt,
  filesOfUser,
  valueOr,
}:
let
  inherit (builtins)
    attrNames
    concatMap
    concatStringsSep
    filter
    length
    map
    ;
  settingOf = option: login: value: definedIn: {
    inherit
      definedIn
      login
      option
      value
      ;
  };

  subordinateIdsOf =
    user:
    let
      inherit (accountSettings.subordinateIdsOf user) subordinateGids subordinateUids;
      isAuto = user.autoSubUidGidRange or false;
      isOneRange = length (user.subUidRanges or [ ]) < 2;
    in
    if isAuto || (isOneRange && subordinateGids == subordinateUids) then
      null
    else
      "uids ${subordinateUids}; gids ${subordinateGids}";

  packagesOf =
    user:
    let
      packages = user.packages or [ ];
    in
    if packages == [ ] then
      null
    else
      concatStringsSep ", " (map (one: valueOr "?" (one.pname or one.name or "?")) packages);

  homeModeOf =
    user:
    let
      mode = user.homeMode or "700";
    in
    if mode == "700" then null else mode;

  ofUser =
    id:
    let
      user = config.users.users.${id};
      valued = filter ({ value, ... }: value != null) [
        {
          option = "homeMode";
          value = valueOr null (homeModeOf user);
        }
        {
          option = "packages";
          value = valueOr null (packagesOf user);
        }
        {
          option = "subUidRanges";
          value = valueOr null (subordinateIdsOf user);
        }
      ];
    in
    map ({ option, value }: settingOf option user.name value (filesOfUser id)) valued;

  # What is nobody's is for the module that makes it.
  people = filter (id: valueOr false (config.users.users.${id}.isNormalUser or false)) (
    attrNames config.users.users
  );

  nix = config.nix or { };
  allowed = valueOr null (nix.settings.allowed-users or null);
  isOpen = allowed == null || allowed == [ "*" ];
  serve = nix.sshServe or { };
  words =
    (if valueOr false (serve.write or false) then [ "write" ] else [ ])
    ++ (if valueOr false (serve.trusted or false) then [ "trusted" ] else [ ]);
in
concatMap ofUser people
++ (
  if nix.enable or true && !isOpen then
    [
      (settingOf "nix.settings.allowed-users" null (concatStringsSep ", " allowed) (
        filesAt "nix.settings"
      ))
    ]
  else
    [ ]
)
++ (
  if valueOr false (serve.enable or false) then
    [
      (settingOf "nix.sshServe" null (concatStringsSep ", " ([ "enable" ] ++ words)) (
        filesAt "nix.sshServe.enable"
      ))
    ]
  else
    [ ]
)
