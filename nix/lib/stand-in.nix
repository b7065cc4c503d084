# As much of `lib`, `pkgs` and `options` as fleet's own modules ask for, so that they can be applied
# without any module system: { arguments, strip }.
{ shells }:
let
  inherit (builtins)
    foldl'
    head
    isAttrs
    mapAttrs
    tail
    ;
  shell = import ./shell.nix;

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
in
{
  inherit strip;
  arguments = {
    # What others set is not known here.
    config = { };
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
    pkgs = foldl' merge { } (map (name: nest (shell.attributes name) name) shells);
  };
}
