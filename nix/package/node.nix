# The Node that the command runs on: the first of these that is new enough. `node` is null where none is, and
# `refusal` says so.
{
  nodejs_24 ? null,
  nodejs_22 ? null,
  nodejs ? null,
  ...
}:
let
  inherit (builtins)
    compareVersions
    concatMap
    concatStringsSep
    filter
    head
    tryEval
    ;
  oldest = "22.18";

  # nixpkgs names what it no longer has, and throws when it is asked for.
  present = concatMap (
    candidate:
    let
      version = tryEval (candidate.package.version or null);
    in
    if version.success && version.value != null then
      [ (candidate // { version = version.value; }) ]
    else
      [ ]
  ) [
    {
      name = "nodejs_24";
      package = nodejs_24;
    }
    {
      name = "nodejs_22";
      package = nodejs_22;
    }
    {
      name = "nodejs";
      package = nodejs;
    }
  ];
  usable = filter (one: compareVersions one.version oldest >= 0) present;
  found =
    if present == [ ] then
      "none"
    else
      concatStringsSep ", " (map (one: "${one.version} (${one.name})") present);
in
{
  node = if usable == [ ] then null else (head usable).package;
  refusal = ''
    fleet: the command needs Node.js ${oldest} or newer, and this nixpkgs has ${found}.
    Take a newer nixpkgs (that of NixOS 25.11 is new enough), or the command as fleet's own flake builds it:
        inputs.fleet.packages.''${system}.fleet
    With flake-parts that is one line:
        perSystem = { system, ... }: { fleet.package = inputs.fleet.packages.''${system}.fleet; };'';
}
