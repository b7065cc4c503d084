# As much of a module system as fleet's own modules ask for: a function from one of them to what it
# sets, without how strongly. What other modules set is not known here.
{ shells }:
let
  inherit (builtins)
    foldl'
    head
    isAttrs
    mapAttrs
    tail
    ;
  shell = import ../modules/shell.nix;

  nest = names: value: if names == [ ] then value else { ${head names} = nest (tail names) value; };
  merge =
    left: right:
    left
    // mapAttrs (
      name: value:
      if left ? ${name} && isAttrs left.${name} && isAttrs value then merge left.${name} value else value
    ) right;

  # A value of the module system without how strongly it is set.
  strip =
    value:
    if !isAttrs value then
      value
    else if value._type or null == "override" then
      strip value.content
    else
      mapAttrs (_: strip) value;

  arguments = {
    lib.mkOverride = priority: content: {
      _type = "override";
      inherit content priority;
    };
    options.programs = {
      fish.enable = { };
      git.iniContent = { };
      xonsh.enable = { };
      zsh.enable = { };
    };
    # A package is its name.
    pkgs = foldl' merge {
      code-server = "code-server";
      git = "git";
    } (map (name: nest (shell.attributes name) name) shells);
  };
in
module:
let
  config = strip (module (arguments // { inherit config; })).config;
in
config
