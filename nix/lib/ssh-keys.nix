# The public keys of an account: { keys, warnings, assertions }. A key { env } is taken from the
# environment of whoever builds, so that a public repository need not hold it.
{
  account,
  user,
  # All keys and key files that the account has in the end.
  allKeys ? [ ],
}:
let
  inherit (builtins)
    concatMap
    getEnv
    head
    isString
    match
    ;

  placeholder = "ssh-ed25519 PLACEHOLDER_KEY_NOT_SET_check_SSH_KEY_envvar";
  isStrict = getEnv "NIX_STRICT_KEYS" == "true";

  trim =
    text:
    let
      inner = match "[[:space:]]*(.*[^[:space:]])[[:space:]]*" text;
    in
    if inner == null then "" else head inner;

  isKey =
    text:
    match "(ssh|ecdsa|sk)-[a-z0-9@.-]+ +[A-Za-z0-9+/]+=*( [^\n]*)?" text != null
    && match ".*PLACEHOLDER.*" text == null;

  # The value is never part of a message: somebody may have put a private key there.
  fromEnvironment =
    env:
    let
      value = trim (getEnv env);
      unset = "${user} takes an SSH key from the environment variable ${env}, and it is empty. Set it, and build with `--impure`: a pure evaluation does not see the environment.";
    in
    if value == "" then
      {
        key = placeholder;
        warnings = if isStrict then [ ] else [ "fleet: ${unset} Until then a placeholder stands in, with which nobody can log in." ];
        assertions = if isStrict then [ (failure "${unset} (NIX_STRICT_KEYS is true.)") ] else [ ];
      }
    else if !isKey value then
      {
        key = placeholder;
        warnings = [ ];
        assertions = [
          (failure "${user} takes an SSH key from the environment variable ${env}, and what it holds is not one line of the form `ssh-ed25519 AAAA… comment`.")
        ];
      }
    else
      {
        key = value;
        warnings = [ ];
        assertions = [ ];
      };

  failure = message: {
    assertion = false;
    message = "fleet: ${message}";
  };

  resolve =
    key:
    if isString key then
      {
        inherit key;
        warnings = [ ];
        assertions = [ ];
      }
    else
      fromEnvironment key.env;

  resolved = map resolve account.sshKeys;

  # Nothing to wait for, unlike with an empty variable: only who asks for it has it as an error.
  isMissing = isStrict && account.sshKeys == [ ] && allKeys == [ ];
in
{
  keys = map (one: one.key) resolved;
  warnings = concatMap (one: one.warnings) resolved;
  assertions =
    concatMap (one: one.assertions) resolved
    ++ (
      if isMissing then
        [ (failure "${user} has no SSH key, and each user must have at least one. Declare one in `sshKeys`. (NIX_STRICT_KEYS is true.)") ]
      else
        [ ]
    );
}
