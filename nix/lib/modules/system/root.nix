# Who may log in as root by SSH.
let
  sshKeysOf = import ../ssh-keys.nix;
in
{
  host,
  id,
  origin,
  ...
}:
let
  inherit (builtins)
    attrValues
    concatMap
    elem
    filter
    ;
  sshOf =
    sshKeys:
    sshKeysOf {
      account = { inherit sshKeys; };
      user = ''root on host "${id}"'';
    };

  # What is wrong with the key of an account is said of that.
  # As root's, it may be good for less long.
  nameOf = key: key.env or key;
  ofAccounts = concatMap (account: map nameOf account.sshKeys) (attrValues host.accounts);
  ownKeys = filter (key: !(elem (nameOf key) ofAccounts)) host.root.sshKeys;
  own = if ownKeys == [ ] then { } else sshOf ownKeys;
in
_: {
  inherit (origin "root") _class _file key;
  config = {
    assertions = own.assertions or [ ];
    users.users.root.openssh.authorizedKeys = { inherit (sshOf host.root.sshKeys) keys; };
    warnings = own.warnings or [ ];
  };
}
