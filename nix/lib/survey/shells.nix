# What the shell of an account is, for accounts.nix. It is read as a text, too.
{
  config,
  pkgs,
  textOf,
  valueOr,
}:
let
  inherit (builtins) isAttrs match parseDrvName;

  # A shell is known by its name: whoever compares what is built has to evaluate it.
  nameOf = shell: if isAttrs shell then shell.name or null else textOf shell;
  # The attribute `bash` stands for what has more than it, wherever somebody logs in.
  usualNames = {
    bash-interactive = "bash";
    bashInteractive = "bash";
  };
  # A shell by the path under which every system has it: what NixOS makes of a package itself.
  linked = "/run/current-system/sw";
  attributeOfPath =
    path:
    let
      found = match "${linked}/bin/([a-z0-9_-]+)" path;
      name = builtins.head found;
    in
    if found != null && valueOr null (pkgs.${name}.shellPath or null) == "/bin/${name}" then name else null;
  attributeOf =
    shell:
    let
      found = shell.pname or (parseDrvName (shell.name or "")).name;
      name = usualNames.${found} or found;
      other = pkgs.${name} or { };
    in
    if shell == null then
      null
    else if !isAttrs shell then
      attributeOfPath (textOf shell)
    else if name == "bash" then
      name
    else if nameOf (valueOr { } { name = other.name or null; }) == shell.name then
      name
    else
      null;
  usualShell = config.users.defaultUserShell or null;
  # What an account has as its shell, as a text.
  pathOf = shell: if shell ? shellPath then linked + shell.shellPath else nameOf shell;
  isUsualShell =
    shell: isNormal:
    shell == null
    # A user of the system has none unless somebody says so.
    || (isNormal && usualShell != null && (nameOf shell == nameOf usualShell || pathOf shell == pathOf usualShell))
    # Nobody logs in.
    || (!isNormal && isAttrs shell && shell.pname or (parseDrvName (shell.name or "")).name == "shadow")
    || textOf (if isAttrs shell then null else shell) == "/sbin/nologin"
    || textOf (if isAttrs shell then null else shell) == "/usr/bin/false";
in
{
  inherit attributeOf isUsualShell;
}
