# Who is let in on a system, or made root, by what no account says, for privileges.nix. It is read as a
# text, too.
{ valueOr }:
config:
let
  inherit (builtins)
    attrValues
    concatMap
    elem
    filter
    isString
    match
    ;
  users = filter (user: user.enable or true) (attrValues config.users.users);

  # Who is root by the uid, under another name.
  twins = map (user: user.name) (
    filter (user: user.name != "root" && valueOr null (user.uid or null) == 0) users
  );

  # The options that log in root without asking.
  services = config.services or { };
  namedRoot = map ({ option, ... }: option) (
    filter ({ login, ... }: login == "root") [
      {
        option = "services.getty.autologinUser";
        login = services.getty.autologinUser or null;
      }
      {
        option = "services.kmscon.autologinUser";
        login = services.kmscon.autologinUser or null;
      }
      {
        option = "services.greetd.settings.initial_session.user";
        # Where it is off, its settings have no value on some releases.
        login =
          if services.greetd.enable or false then
            services.greetd.settings.initial_session.user or null
          else
            null;
      }
      {
        option = "services.displayManager.autoLogin.user";
        login = services.displayManager.autoLogin.user or null;
      }
    ]
  );

  # The options by which sshd finds keys that no account declares. Without `authorizedKeysInHomedir`,
  # NixOS has those of the accounts alone.
  sshd = services.openssh or { };
  isSaid =
    value:
    !(elem value [
      null
      ""
      "none"
    ]);
  unseenKeys =
    # On a Mac `enable` may be null, and hardly any of the others is an option.
    if sshd.enable or false != true then
      [ ]
    else
      filter isString [
        (if isSaid (sshd.authorizedKeysCommand or null) then "services.openssh.authorizedKeysCommand" else null)
        (
          if isSaid (sshd.settings.TrustedUserCAKeys or null) then
            "services.openssh.settings.TrustedUserCAKeys"
          else
            null
        )
        (
          if builtins.all isUsualFile (sshd.authorizedKeysFiles or [ ]) then
            null
          else
            "services.openssh.authorizedKeysFiles"
        )
      ];
  isUsualFile =
    file:
    elem file [
      "%h/.ssh/authorized_keys"
      ".ssh/authorized_keys"
      "/etc/ssh/authorized_keys.d/%u"
    ];

  # Whom polkit takes for an administrator, as a rule.
  polkit = config.security.polkit or { };
  identitiesOf =
    kind:
    concatMap (
      identity:
      let
        found = match "unix-${kind}:(.*)" identity;
      in
      # The id of root.
      if found == null || found == [ "0" ] then [ ] else found
    ) (polkit.adminIdentities or [ ]);
  polkitRules =
    if polkit.enable or false && polkit.adminIdentities or [ ] != [ ] then
      [
        {
          option = "security.polkit.adminIdentities";
          groups = identitiesOf "group";
          users = identitiesOf "user";
          isAll = true;
          isOpen = false;
        }
      ]
    else
      [ ];
in
{
  inherit polkitRules twins unseenKeys;
  unaskedOptions =
    namedRoot
    ++ (
      if config.boot.initrd.systemd.emergencyAccess or false == true then
        [ "boot.initrd.systemd.emergencyAccess" ]
      else
        [ ]
    );
}
