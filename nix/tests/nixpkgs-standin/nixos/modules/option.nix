# How the modules here write an option: its type and its default.
lib: rec {
  option = type: default: lib.mkOption { inherit default type; };
  # Takes anything, and merges it as NixOS would merge the options that are in there.
  open = option (lib.types.attrsOf lib.types.anything) { };
  # The same with some of its options declared.
  openWith =
    options:
    option (lib.types.submodule {
      freeformType = lib.types.attrsOf lib.types.anything;
      inherit options;
    }) { };
  # Some things of which a fleet says no more than whether they are on.
  switched = names: lib.genAttrs names (_: { enable = option lib.types.bool false; });
}
