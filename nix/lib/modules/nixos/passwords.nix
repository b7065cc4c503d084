# The passwords of accounts and of root: the file that sops-nix decrypts their hash to before users are made, the hash
# itself, or none on purpose.
let
  defaultOf = import ../default-value.nix;
in
{ host, origin, ... }:
{ config, lib, ... }:
let
  inherit (builtins)
    all
    attrValues
    filter
    listToAttrs
    ;
  default = defaultOf lib;
  root = (host.root or { }) // {
    username = "root";
  };

  # NixOS has several options for one password, and discards some of them where others are set, on no
  # release in the same order. What a module says of it by any of them is what holds. A value that is null
  # and no condition, since what is set of an account must not depend on what else is.
  optionOf =
    login: option: value:
    let
      user = config.users.users.${login};
      others = filter (name: name != option) [
        "hashedPassword"
        "hashedPasswordFile"
        "initialHashedPassword"
        "initialPassword"
        "password"
        "passwordFile"
      ];
      isFree = all (name: user.${name} or null == null) others;
      # What NixOS itself takes for the option then, which null would be stronger than.
      left =
        if option == "hashedPasswordFile" then
          user.passwordFile or null
        else if config.users.mutableUsers or true then
          null
        else
          user.initialHashedPassword or null;
    in
    {
      ${option} = default (if isFree then value else left);
    };

  passwordOf =
    { password, username, ... }:
    if password == "locked" then
      optionOf username "hashedPassword" "!"
    else if password ? secret then
      # Without its modules, where sops-nix has it by default.
      optionOf username "hashedPasswordFile" (
        config.sops.secrets.${password.secret}.path or "/run/secrets-for-users/${password.secret}"
      )
    else
      optionOf username "hashedPassword" password.hash;
in
{
  inherit (origin "passwords") _class _file key;
  config.users.users = listToAttrs (
    map (account: {
      name = account.username;
      value = passwordOf account;
    }) (filter (account: account.password or null != null) (attrValues host.accounts ++ [ root ]))
  );
}
