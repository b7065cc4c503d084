# The command, built with somebody's nixpkgs. Only a whole checkout has what it is built from.
pkgs: pkgs.callPackage ../package { }
