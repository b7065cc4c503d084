# How admins of a NixOS host may become root beside a password of their own. fleet's module that warns of
# those who cannot (../modules/nixos/sign-in.nix) and privileges.nix judge by it. It is read as a text, too.
config:
let
  inherit (builtins)
    all
    any
    concatMap
    elem
    elemAt
    filter
    isAttrs
    isString
    match
    replaceStrings
    split
    ;
  security = config.security or { };
  kinds = [
    "sudo"
    "sudo-rs"
  ];
  # nix-darwin's sudo cannot be switched off.
  isOn =
    kind:
    let
      sudo = security.${kind} or { };
    in
    sudo.enable or (sudo ? extraConfig);
  sudoes = map (kind: security.${kind}) (filter isOn kinds);

  # The lines of a text that are rules, or hold some in another file. NixOS itself puts settings there.
  rulesIn = text: filter isRule (linesIn text);
  isRule =
    line:
    let
      found = match "[ \t]*(.*)" line;
      rest = if found == null then "" else elemAt found 0;
    in
    rest != ""
    && match "Defaults.*" rest == null
    && match "(User|Runas|Host|Cmnd|Cmd)_Alias[ \t].*" rest == null
    # "#1000" is a uid.
    && (match "#.*" rest == null || match "#([0-9]|include).*" rest != null);
  textOf = sudo: if isString (sudo.extraConfig or null) then sudo.extraConfig else "";
  # What ../modules/darwin/sudo.nix says.
  ownRule = "%admin ALL = (ALL) NOPASSWD: ALL";
  isOpenText =
    text:
    match ".*![ \t]*authenticate.*" (replaceStrings [ "\n" ] [ " " ] text) != null
    || any (line: match ".*NOPASSWD.*" line != null) (rulesIn text);
  # Whom a line of sudoers lets run everything without a password: "%group", a login name, or ALL. What it says
  # of them stands before the first "=", and ends in a host.
  subjectsIn =
    line:
    let
      setting = match "[ \t]*Defaults(:([^ \t]+))?[ \t].*![ \t]*authenticate.*" line;
      rule = match "[ \t]*([^=]*[^= \t])[ \t]+[^= \t]+[ \t]*=.*NOPASSWD:([ \t]*[A-Z_]+:)*[ \t]*ALL[ \t]*(,.*)?" line;
      named = text: filter (name: isString name && name != "") (split "[, \t]+" text);
    in
    if setting != null then
      if elemAt setting 1 == null then [ "ALL" ] else named (elemAt setting 1)
    else if rule != null && isRule line then
      named (elemAt rule 0)
    else
      [ ];
  linesIn = text: filter isString (split "\n" (replaceStrings [ "\\\n" ] [ " " ] text));
  openTexts = concatMap (sudo: concatMap subjectsIn (linesIn (textOf sudo))) sudoes;
  hasOpenRule =
    rule: any (command: elem "NOPASSWD" (command.options or [ ])) (filter isAttrs (rule.commands or [ ]));

  # Whoever put it there may have meant the admin; whose a key is, is asked elsewhere.
  ssh = config.users.users.root.openssh or { };
  isRootReached =
    any (name: ssh.authorizedKeys.${name} or [ ] != [ ]) [
      "keys"
      "keyFiles"
    ]
    || ssh.authorizedPrincipals or [ ] != [ ];
in
{
  # Whom text of sudoers asks for no password, whatever they run.
  inherit openTexts;

  # The kinds of sudo with rules that are text.
  textRules = filter (
    kind: isOn kind && filter (rule: rule != ownRule) (rulesIn (textOf security.${kind})) != [ ]
  ) kinds;

  # Whether somebody in wheel may become root without a password of the account's.
  hasOtherWay =
    isRootReached
    || any (path: path) [
      (security.doas.enable or false)
      (security.pam.sshAgentAuth.enable or false)
      (security.pam.rssh.enable or false)
      (security.pam.u2f.enable or false)
      (security.pam.p11.enable or false)
      (security.pam.usb.enable or false)
      (security.pam.yubico.enable or false)
      (security.pam.ussh.enable or false)
      (config.users.ldap.enable or false)
      (config.services.sssd.enable or false)
      (security.krb5.enable or false)
      (config.services.fprintd.enable or false)
    ]
    || any (sudo: isOpenText (textOf sudo)) sudoes
    || any hasOpenRule (concatMap (sudo: sudo.extraRules or [ ]) sudoes);

  # Whether sudo asks admins for a password, as a Mac says it, too. Null where there is no sudo.
  sudoNeedsPassword =
    if sudoes == [ ] then
      null
    else
      all (
        sudo:
        sudo.wheelNeedsPassword or (!any (name: name == "%admin") (
          concatMap subjectsIn (rulesIn (textOf sudo))
        ))
      ) sudoes;

  # Whether sudo, or what is in its place, asks admins for a password. Null where nobody says.
  asksForPassword =
    if security ? sudo || security ? sudo-rs then
      sudoes != [ ] && all (sudo: sudo.wheelNeedsPassword or true) sudoes
    else
      null;
}
