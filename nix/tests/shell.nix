# From the name of a shell to its package.
let
  shell = import ../lib/modules/shell.nix;
  package =
    name:
    shell.package {
      pkgs = {
        fish = "fish's package";
        unstable.fish = "a newer package";
      };
      shell = name;
      user = ''user "keith" on host "mini"'';
    };
in
{
  "a name is an attribute of pkgs" = {
    expr = package "fish";
    expected = "fish's package";
  };

  "dots go deeper" = {
    expr = package "unstable.fish";
    expected = "a newer package";
  };

  "a name that pkgs has not is an error that names the user" = {
    expr = package "fisch";
    expectedError = ''user "keith" on host "mini" has the shell "fisch", and there is no pkgs.fisch'';
  };

  "so is a path into something that is no set" = {
    expr = package "fish.inner";
    expectedError = "there is no pkgs.fish.inner";
  };

  "the module of a shell goes by the last name" = {
    expr = map shell.program [
      "fish"
      "unstable.fish"
    ];
    expected = [
      "fish"
      "fish"
    ];
  };
}
