# What a user of a system has by several options at once, for users.nix, for probe.nix, and for the module that knows
# what makes accounts (../modules/nixos/user-maker.nix). It is read as a text, too.
let
  inherit (builtins)
    concatStringsSep
    elem
    filter
    hashString
    isString
    map
    ;
  listIds =
    user: start: ranges:
    let
      given = if user.autoSubUidGidRange or false then [ "auto" ] else [ ];
      all = given ++ map (range: "${toString range.${start}}:${toString range.count}") ranges;
    in
    if all == [ ] then "none" else concatStringsSep ", " all;
in
{
  # What makes accounts in place of NixOS's own script, which alone heeds all that is said of them.
  userMakerOf =
    config:
    if config.systemd.sysusers.enable or false then
      "systemd-sysusers"
    else if config.services.userborn.enable or false then
      "userborn"
    else
      null;

  # By which options a user has a password, from which file, and the digest of a hash, by which it can be told
  # from another; never what it is. An option whose value is broken is as one that is not set.
  passwordOf =
    valueOr: user:
    let
      hash = user.hashedPassword or null;
    in
    {
      digest = if isString hash then hashString "sha256" hash else null;
      file = valueOr null (user.hashedPasswordFile or null);
      # As NixOS judges it, nixos/modules/config/users-groups.nix.
      isLocked = elem hash [
        "!"
        "!!"
        "*"
      ];
      options = filter (name: valueOr null (user.${name} or null) != null) [
        "hashedPassword"
        "hashedPasswordFile"
        "initialHashedPassword"
        "initialPassword"
        "password"
      ];
    };

  # Subordinate ids as /etc/subuid has them, without the login; or in a word.
  subordinateIdsOf = user: {
    subordinateGids = listIds user "startGid" (user.subGidRanges or [ ]);
    subordinateUids = listIds user "startUid" (user.subUidRanges or [ ]);
  };
}
