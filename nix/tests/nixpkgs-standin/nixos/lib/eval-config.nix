# What engines import that evaluate NixOS themselves.
arguments: import ../eval-config.nix ({ lib = import ../../lib; } // arguments)
