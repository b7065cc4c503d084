# By which options an account has a password, and from which secret of sops-nix; never what it is. For accounts.nix. It
# is read as a text, too.
{
  accountSettings,
  config,
  textOf,
  valueOr,
}:
let
  inherit (builtins)
    attrNames
    concatMap
    elem
    filter
    listToAttrs
    ;

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

  # Whether the option that counts has an empty value, which lets in everybody who knows the login.
  isEmpty =
    user:
    let
      given = filter (value: value != null);
      valuesOf = names: given (map (name: valueOr null (user.${name} or null)) names);
      lasting = valuesOf [
        "hashedPassword"
        "password"
      ];
      first = valuesOf [
        "initialHashedPassword"
        "initialPassword"
      ];
    in
    elem "" (if lasting == [ ] then first else lasting);

  isLock =
    hash:
    elem hash [
      "!"
      "!!"
      "*"
    ];
in
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
    isEmpty = file == null && isEmpty user;
  }
