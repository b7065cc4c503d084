# The version of this library, which is that of the command that belongs to it; null where somebody
# has this folder alone, as the command carries it along.
let
  manifest = ../../packages/cli/package.json;
in
if builtins.pathExists manifest then
  (builtins.fromJSON (builtins.readFile manifest)).version
else
  null
