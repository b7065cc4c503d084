# Who is let in on a system, or made root, by what no account says: which options do it, and whom they name, as
# `fleet verify` judges it; never the text of a rule. For survey.nix. It is read as a text, too.
{
  config,
  # The files in which an option is set, and whether one is the flake's own.
  filesOf,
  isOwn,
  # What is in ../facts.
  loginsOf,
  # Tells of what an option comes to.
  of,
  options,
  privilegesOf,
  rootAccessOf,
  valueOr,
}:
let
  inherit (builtins)
    any
    attrNames
    concatMap
    elem
    filter
    foldl'
    groupBy
    isString
    map
    match
    split
    substring
    ;
  privileges = privilegesOf {
    # Who is in them is told with the accounts.
    rootGroups = [ ];
    inherit loginsOf rootAccessOf valueOr;
  } config;
  inherit (rootAccessOf config) sudoNeedsPassword;
  security = config.security or { };

  optionAt =
    path:
    foldl' (set: name: if isString name then set.${name} or { } else set) options (split "\\." path);
  wayOf = kind: option: names: {
    inherit kind names option;
    definedIn = filesOf (optionAt option);
  };
  namedWay = kind: option: names: if names == [ ] then [ ] else [ (wayOf kind option names) ];
  withoutRoot = filter (name: name != "root");

  # What NixOS itself says of root and wheel is told otherwise.
  isUsual =
    rule: group:
    let
      isTold = rule.option != "security.doas.extraRules" && sudoNeedsPassword == false;
    in
    group == "wheel" && rule.isAll && (!rule.isOpen || isTold);
  namesIn =
    rule:
    map (group: "@${group}") (filter (group: !(isUsual rule group)) rule.groups)
    ++ withoutRoot rule.users;
  rules =
    let
      byOption = groupBy ({ option, ... }: option) privileges.rules;
    in
    concatMap (option: namedWay "rule" option (concatMap namesIn byOption.${option})) (
      attrNames byOption
    );

  # A group as trusted-users has it.
  nameOf =
    subject: if substring 0 1 subject == "%" then "@${substring 1 (-1) subject}" else subject;
  sudoText =
    let
      names = map nameOf (withoutRoot privileges.openTexts);
    in
    map (kind: wayOf "rule" "security.${kind}.extraConfig" names) privileges.sudoTexts
    # Settings alone may ask for no password.
    ++ (if privileges.sudoTexts == [ ] then namedWay "rule" "security.sudo.extraConfig" names else [ ]);

  # Text that nobody reads here. What modules of others put there is theirs.
  isSaid = line: isString line && match "[ \t\r]*(#.*)?" line == null;
  isText = text: isString text && any isSaid (split "\n" text);
  unread =
    kind:
    let
      option = "security.${kind}.extraConfig";
      files = filesOf (optionAt option);
      isSet = security.${kind}.enable or false && isText (security.${kind}.extraConfig or null);
    in
    if isSet && (files == [ ] || any isOwn files) then [ (wayOf "unread" option [ ]) ] else [ ];

  trusted =
    let
      inSettings = withoutRoot (config.nix.settings.extra-trusted-users or [ ]);
      inText = filter (name: !(elem name inSettings)) (withoutRoot privileges.moreTrusted);
    in
    if config.nix.enable or true then
      namedWay "trusted" "nix.settings.extra-trusted-users" inSettings
      ++ namedWay "trusted" "nix.extraOptions" inText
    else
      [ ];

  principals = filter (login: privileges.loginKeys.${login}.principals != [ ]) (
    attrNames privileges.loginKeys
  );
  told = kind: option: ways: { ways = of "${kind} ${option}" option "" ways; };
in
[
  (told "rule" "security" rules)
  (told "text" "security.sudo.extraConfig" sudoText)
  (told "text" "security.doas.extraConfig" (unread "doas"))
  (told "text" "security.polkit.extraConfig" (unread "polkit"))
  (told "trusted" "nix.settings.extra-trusted-users" trusted)
  (told "keys" "services.openssh" (map (option: wayOf "keys" option [ ]) privileges.unseenKeys))
  (told "keys" "users.users" (
    namedWay "keys" "users.users.<name>.openssh.authorizedPrincipals" principals
  ))
  (told "login" "services" (map (option: wayOf "login" option [ ]) privileges.unaskedOptions))
  (told "uid" "users.users" (namedWay "uid" "users.users.<name>.uid" privileges.twins))
]
