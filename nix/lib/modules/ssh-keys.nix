# The public keys of an account: { keys, warnings, assertions }. A key { env } is taken from the
# environment of whoever builds, so that a public repository need not hold it.
let
  inherit (builtins)
    concatMap
    getEnv
    isString
    match
    stringLength
    substring
    ;
  isKey = import ./ssh-key.nix;
  placeholder = import ./placeholder-key.nix;
  isStrict = getEnv "NIX_STRICT_KEYS" == "true";

  # Of ASCII's white space, as the command does it.
  trim =
    text:
    let
      isSpace = index: match "[[:space:]]" (substring index 1 text) != null;
      start = index: if isSpace index then start (index + 1) else index;
      end = index: if index > 0 && isSpace (index - 1) then end (index - 1) else index;
      first = start 0;
    in
    substring first (end (stringLength text) - first) text;

  failure = message: {
    assertion = false;
    message = "fleet: ${message}";
  };
in
{
  account,
  user,
  # Whether an account without any key is an error with strict keys.
  needsKey ? true,
}:
let
  # The value is never part of a message: somebody may have put a private key there.
  fromEnvironment =
    {
      env,
      options ? null,
    }:
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
          (failure "${user} takes an SSH key from the environment variable ${env}, and what it holds is not one public key, as a .pub file has it: `ssh-ed25519 AAAA… comment`. What is wrong with it says `fleet check --strict-keys`.")
        ];
      }
    else
      {
        # As sshd wants them: what limits the key stands before it.
        key = if options == null then value else "${options} ${value}";
        warnings = [ ];
        assertions = [ ];
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
      fromEnvironment key;

  resolved = map resolve account.sshKeys;

  # Nothing to wait for, unlike with an empty variable: only who asks for it has it as an error. Keys
  # that modules give do not count, because `fleet check --strict-keys` cannot see them.
  isMissing =
    needsKey
    && isStrict
    && account.sshKeys == [ ]
    && !(account.isDisabled or false)
    && !(builtins.isAttrs (account.password or null));
in
{
  keys = map (one: one.key) resolved;
  warnings = concatMap (one: one.warnings) resolved;
  assertions =
    concatMap (one: one.assertions) resolved
    ++ (
      if isMissing then
        [ (failure "${user} has no SSH key in the declaration, and each user must have at least one. Declare it in `sshKeys`. (NIX_STRICT_KEYS is true.)") ]
      else
        [ ]
    );
}
