# From the name of a shell to its package.
let
  shell = import ../lib/modules/shell.nix;
  packageOf = name: { shellPath = "/bin/${name}"; };
  packageIn =
    pkgs: name:
    shell.package {
      inherit pkgs;
      shell = name;
      user = ''user "keith" on host "mini"'';
    };
  package = packageIn {
    callPackage = _: { };
    fish = packageOf "fish";
    python3.pname = "python3";
    system = "x86_64-linux";
    unstable.fish = packageOf "newer";
  };
in
{
  "a name is an attribute of pkgs" = {
    expr = package "fish";
    expected.shellPath = "/bin/fish";
  };

  "dots go deeper" = {
    expr = package "unstable.fish";
    expected.shellPath = "/bin/newer";
  };

  "a name that pkgs has not is an error that names the user" = {
    expr = package "fisch";
    expectedError = ''user "keith" on host "mini" has the shell "fisch", and there is no pkgs.fisch'';
  };

  "so is a path into something that is no set" = {
    expr = package "fish.inner";
    expectedError = "there is no pkgs.fish.inner";
  };

  "a package that is no shell is an error that names the user" = {
    expr = package "python3";
    expectedError = ''user "keith" on host "mini" has the shell "python3", and pkgs.python3 is no shell'';
  };

  "so is a function" = {
    expr = package "callPackage";
    expectedError = "pkgs.callPackage is no shell";
  };

  "and a text" = {
    expr = package "system";
    expectedError = "pkgs.system is no shell";
  };

  "bash is the one that people can type in, where there are two" = {
    expr =
      map (names: (packageIn (builtins.listToAttrs (map (name: { inherit name; value = packageOf name; }) names)) "bash").shellPath)
        [
          [
            "bash"
            "bashInteractive"
          ]
          [ "bash" ]
        ];
    expected = [
      "/bin/bashInteractive"
      "/bin/bash"
    ];
  };

  "the fleet says the shell that somebody declared, and that of whom nix-darwin creates" = {
    expr =
      let
        account = {
          isDefaultShell = true;
          username = "keith";
        };
      in
      [
        (shell.isSaid { } { username = "keith"; })
        (shell.isSaid { knownUsers = [ "keith" ]; } account)
        (shell.isSaid { knownUsers = [ "traci" ]; } account)
        (shell.isSaid { } account)
      ];
    expected = [
      true
      true
      false
      false
    ];
  };

  "the module of a shell goes by the last name" = {
    expr = map shell.program [
      "bashInteractive"
      "fish"
      "unstable.fish"
    ];
    expected = [
      "bash"
      "fish"
      "fish"
    ];
  };
}
