# Texts as systemd reads them. That each of them arrives is a law of the command's, in
# ../../packages/cli/test/verify-systemd-text.test.ts.
let
  inherit (import ../lib/modules/systemd-text.nix) argument path;
  pathOf = path ''user "coal" on host "devbox"'';
in
{
  "an argument is quoted, and means nothing else" = {
    expr = argument "a \"b\" \\ 100% \$HOME \${x} é\n";
    expected = ''"a \"b\" \\ 100%% $$HOME $${x} é\n"'';
  };

  "a path stands alone" = {
    expr = map pathOf [
      "/home/coal"
      "/srv/a \"b\" 100%"
      "/srv/space "
      "/srv/back\\"
    ];
    expected = [
      "/home/coal"
      "/srv/a \"b\" 100%%"
      "/srv/space /"
      "/srv/back\\/"
    ];
  };

  "a path with a line break is refused, and named" = {
    expr = pathOf "/srv\nExecStart=/bin/sh";
    expectedError = ''user "coal" on host "devbox" has the path "/srv\nExecStart=/bin/sh", and systemd takes none with a control character'';
  };
}
