# What agenix decrypts for a system, for survey.nix. It is read as a text, too.
{
  config,
  fileOf,
  textOf,
  valueOr,
}:
let
  inherit (builtins) attrNames map toString;
  all = config.age.secrets or { };
  wordOf = value: valueOr null (if value == null then null else toString value);
in
map (
  id:
  let
    secret = all.${id};
  in
  {
    name = id;
    file = valueOr null (fileOf (textOf (secret.file or null)));
    mode = wordOf (secret.mode or null);
    owner = wordOf (secret.owner or null);
    group = wordOf (secret.group or null);
    path = wordOf (secret.path or null);
  }
) (attrNames all)
