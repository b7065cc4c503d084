# The command with the packages of whoever applies this. Its attribute is not `fleet`: nixpkgs has another
# program of that name.
final: _: { fleet-cli = final.callPackage ./package { }; }
