# Says something on the way to a value, as Nix itself or nixpkgs does.
message: value:
(builtins.warn or (text: builtins.trace "warning: ${text}")) "fleet: ${message}" value
