# The version of this library, which is that of the command that belongs to it. Where the command carries
# this folder along, there is no such file, and nobody asks.
(builtins.fromJSON (builtins.readFile ../../packages/cli/package.json)).version
