# Who cannot get in where only the configuration says how: with `users.mutableUsers = false` nobody sets
# a password or a key on the machine.
let
  placeholder = import ../placeholder-key.nix;
  rootAccessOf = import ../../facts/root-access.nix;
in
{
  host,
  id,
  origin,
  ...
}:
{ config, ... }:
let
  inherit (builtins)
    any
    attrNames
    concatMap
    concatStringsSep
    elem
    filter
    ;
  users = config.users.users or { };
  isFixed = !(config.users.mutableUsers or true);

  # As NixOS judges it, nixos/modules/config/users-groups.nix: "" is a login without a password.
  allowsLogin =
    hash:
    !(elem hash [
      null
      "!"
      "!!"
      "*"
    ]);
  hasPassword =
    user:
    allowsLogin (user.hashedPassword or null)
    || allowsLogin (user.initialHashedPassword or null)
    || user.hashedPasswordFile or null != null
    || user.initialPassword or null != null
    || user.password or null != null;

  keysOf = user: user.openssh.authorizedKeys.keys or [ ];
  hasFurtherKeys =
    user:
    user.openssh.authorizedKeys.keyFiles or [ ] != [ ]
    || user.openssh.authorizedPrincipals or [ ] != [ ];
  isInWheel = user: user.group or "" == "wheel" || elem "wheel" (user.extraGroups or [ ]);

  # NixOS's condition against a lock-out, with the keys that are counted as a parameter: it takes a
  # placeholder for a key, and so lets pass what it is there to stop.
  privileged = filter (login: login == "root" || isInWheel users.${login}) (attrNames users);
  letsIn =
    counts: login:
    let
      user = users.${login};
    in
    hasPassword user || user.openssh.authorizedKeys.keyFiles or [ ] != [ ] || any counts (keysOf user);
  isKept = counts: any (letsIn counts) privileged;
  isLockedOut =
    isFixed
    && !(config.users.allowNoPasswordLogin or false)
    && !(config.security.googleOsLogin.enable or false)
    && !(isKept (key: key != placeholder))
    && isKept (_: true);
  waiting = filter (login: elem placeholder (keysOf users.${login})) privileged;

  accounts = concatMap (
    userId:
    let
      inherit (host.accounts.${userId}) username;
      user = users.${username} or { };
    in
    if user.enable or true then
      [
        {
          inherit user username;
          inherit (host.accounts.${userId}) isAdmin;
          name = ''user "${userId}" on host "${id}"'';
        }
      ]
    else
      [ ]
  ) (attrNames host.accounts);

  # Somebody is logged in without being asked.
  services = config.services or { };
  automatic = [
    (services.getty.autologinUser or null)
    (services.displayManager.autoLogin.user or null)
    # Where it is off, its settings have no value on some releases.
    (
      if services.greetd.enable or false then
        services.greetd.settings.initial_session.user or null
      else
        null
    )
    (services.kmscon.autologinUser or null)
  ];
  # Somebody may be known elsewhere, or by keys that lie elsewhere.
  sshd = services.openssh or { };
  isOwn =
    file:
    elem file [
      "%h/.ssh/authorized_keys"
      ".ssh/authorized_keys"
      "/etc/ssh/authorized_keys.d/%u"
    ];
  # "none" is the default of some.
  isSaid =
    value:
    !(elem value [
      null
      ""
      "none"
    ]);
  hasOtherLogin =
    config.users.ldap.enable or false
    || services.sssd.enable or false
    || services.kanidm.enablePam or false
    || config.security.krb5.enable or false
    || config.security.ipa.enable or false
    || isSaid (sshd.authorizedKeysCommand or null)
    || isSaid (sshd.settings.TrustedUserCAKeys or null)
    || !(builtins.all isOwn (sshd.authorizedKeysFiles or [ ]))
    || builtins.match ".*TrustedUserCAKeys.*" (
      builtins.replaceStrings [ "\n" ] [ " " ] (toString (sshd.extraConfig or ""))
    ) != null;

  # A hash is what says that it is on purpose.
  isShutOut =
    { user, username, ... }:
    !(hasPassword user)
    && user.hashedPassword or null == null
    && keysOf user == [ ]
    && !(hasFurtherKeys user)
    && !(elem username automatic);

  rootAccess = rootAccessOf config;
  staysBelow =
    { isAdmin, user, ... }:
    isAdmin
    && isInWheel user
    && !(hasPassword user)
    # Nobody is let in with a placeholder, of which a warning of its own tells.
    && (any (key: key != placeholder) (keysOf user) || hasFurtherKeys user);
in
{
  inherit (origin "sign-in") _class _file key;
  config = {
    assertions = [
      {
        assertion = !isLockedOut;
        message = ''fleet: on host "${id}" neither root nor anybody in the group wheel could log in: users.mutableUsers is false, none of them has a password, and all their keys are placeholders for environment variables that are not set (${concatStringsSep ", " waiting}). Set the variables and build with `--impure`, or declare a key in `sshKeys`.'';
      }
    ];
    warnings =
      if !isFixed then
        [ ]
      else
        map (
          { name, username, ... }:
          ''fleet: ${name} can never log in: users.mutableUsers is false, and the account has neither a password nor an SSH key. Declare one in `sshKeys`, or set users.users.${username}.hashedPasswordFile; if it is on purpose, users.users.${username}.hashedPassword = "!".''
        ) (if hasOtherLogin then [ ] else filter isShutOut accounts)
        ++ (
          if rootAccess.asksForPassword == true && !rootAccess.hasOtherWay then
            map (
              { name, username, ... }:
              ''fleet: ${name} is an admin who can never become root: users.mutableUsers is false, the account has no password, and sudo asks for one. Set users.users.${username}.hashedPasswordFile, or declare `sudoNeedsPassword: false` in an entry of `root`.''
            ) (filter staysBelow accounts)
          else
            [ ]
        );
  };
}
