# What of this repository the command is built from. A change elsewhere builds nothing anew.
let
  root = ../..;
  prefix = builtins.stringLength (toString root) + 1;
  isNeeded =
    path:
    let
      parts = builtins.filter builtins.isString (
        builtins.split "/" (builtins.substring prefix (-1) path)
      );
      top = builtins.head parts;
      second = if builtins.length parts > 1 then builtins.elemAt parts 1 else null;
      third = if builtins.length parts > 2 then builtins.elemAt parts 2 else null;
    in
    if top == "packages" then
      !builtins.elem third [
        ".turbo"
        "README.md"
        "CHANGELOG.md"
        "dist"
        "node_modules"
        "test"
        "test-report.json"
      ]
    else if top == "nix" then
      second == null || second == "lib"
    else
      builtins.elem top [
        "LICENSE"
        "identity.json"
        "tsconfig.json"
      ];
in
builtins.path {
  name = "fleet-source";
  path = root;
  filter = path: _: isNeeded path;
}
