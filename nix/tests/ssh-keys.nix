# Keys that come from the environment of whoever builds.
let
  key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBI1+Q+ntzANebtnicCiAY29uqLGWOaOGLEa8bUqOVmS";
  placeholder = "ssh-ed25519 PLACEHOLDER_KEY_NOT_SET_check_SSH_KEY_envvar";
  keysOf =
    sshKeys:
    import ../lib/modules/ssh-keys.nix {
      account = { inherit sshKeys; };
      user = ''user "coal" on host "devbox"'';
    };
  withoutKeys = keysOf [ ];
  fromEnvironment = keysOf [ { env = "SSH_KEY_COAL"; } ];
  # Only what would be said, because whether it is said is the point.
  summary = found: {
    inherit (found) keys;
    warnings = builtins.length found.warnings;
    failures = builtins.length found.assertions;
  };
  refused = {
    keys = [ placeholder ];
    warnings = 0;
    failures = 1;
  };
in
{
  "a key that is written down is taken as it is" = {
    expr = summary (keysOf [ key ]);
    expected = {
      keys = [ key ];
      warnings = 0;
      failures = 0;
    };
  };

  "a variable's key is taken, without the spaces around it" = {
    environment.SSH_KEY_COAL = " \t${key} coal@devbox\r\n";
    expr = summary fromEnvironment;
    expected = {
      keys = [ "${key} coal@devbox" ];
      warnings = 0;
      failures = 0;
    };
  };

  "options stand before the key that a variable holds, and before no placeholder" = {
    environment.SSH_KEY_COAL = "${key} coal@devbox";
    expr =
      (keysOf [
        {
          env = "SSH_KEY_COAL";
          options = ''restrict,command="say \"hi\", twice"'';
        }
        {
          env = "SSH_KEY_OF_NOBODY";
          options = "restrict";
        }
      ]).keys;
    expected = [
      ''restrict,command="say \"hi\", twice" ${key} coal@devbox''
      placeholder
    ];
  };

  "a variable that holds options stops the build, for a key could do more with others" = {
    environment.SSH_KEY_COAL = "restrict ${key}";
    expr = summary fromEnvironment;
    expected = refused;
  };

  "an empty variable is a placeholder with a warning" = {
    environment.SSH_KEY_COAL = "";
    expr = summary fromEnvironment;
    expected = {
      keys = [ placeholder ];
      warnings = 1;
      failures = 0;
    };
  };

  "the warning names user, host and variable, and says how to set it" = {
    environment.SSH_KEY_COAL = " \n";
    expr = builtins.elemAt fromEnvironment.warnings 0;
    expected = ''fleet: user "coal" on host "devbox" takes an SSH key from the environment variable SSH_KEY_COAL, and it is empty. Set it, and build with `--impure`: a pure evaluation does not see the environment. Until then a placeholder stands in, with which nobody can log in.'';
  };

  "in strict mode an empty variable stops the build" = {
    environment = {
      NIX_STRICT_KEYS = "true";
      SSH_KEY_COAL = "";
    };
    expr = summary fromEnvironment;
    expected = refused;
  };

  "an account without any key is its own business" = {
    expr = summary withoutKeys;
    expected = {
      keys = [ ];
      warnings = 0;
      failures = 0;
    };
  };

  "in strict mode it stops the build, and the message names it" = {
    environment.NIX_STRICT_KEYS = "true";
    expr = map (one: one.message) withoutKeys.assertions;
    expected = [
      ''fleet: user "coal" on host "devbox" has no SSH key in the declaration, and each user must have at least one. Declare it in `sshKeys`. (NIX_STRICT_KEYS is true.)''
    ];
  };

  "only \"true\" is strict" = {
    environment.NIX_STRICT_KEYS = "1";
    expr = withoutKeys.assertions;
    expected = [ ];
  };

  "a variable that holds no key stops the build" = {
    environment.SSH_KEY_COAL = "hunter2";
    expr = summary fromEnvironment;
    expected = refused;
  };

  "a variable that holds the beginning of a key stops the build" = {
    environment.SSH_KEY_COAL = "ssh-ed25519 AAAA";
    expr = summary fromEnvironment;
    expected = refused;
  };

  "white space that is not ASCII's is no space around a key" = {
    environment.SSH_KEY_COAL = "${builtins.fromJSON ''"\u00a0"''}${key}";
    expr = summary fromEnvironment;
    expected = refused;
  };

  "a variable that holds more than any key stops the build, and not Nix" = {
    environment.SSH_KEY_COAL = "ssh-rsa ${builtins.concatStringsSep "" (builtins.genList (_: "AAAA") 25000)}";
    expr = summary fromEnvironment;
    expected = refused;
  };

  "a variable that holds two keys stops the build" = {
    environment.SSH_KEY_COAL = "${key}\n${key}";
    expr = summary fromEnvironment;
    expected = refused;
  };

  "a variable that holds the placeholder stops the build" = {
    environment.SSH_KEY_COAL = placeholder;
    expr = summary fromEnvironment;
    expected = refused;
  };

  "what a variable holds is never quoted" = {
    environment.SSH_KEY_COAL = "-----BEGIN OPENSSH PRIVATE KEY-----";
    expr = (builtins.elemAt fromEnvironment.assertions 0).message;
    expected = ''fleet: user "coal" on host "devbox" takes an SSH key from the environment variable SSH_KEY_COAL, and what it holds is not one public key, as a .pub file has it: `ssh-ed25519 AAAA… comment`. What is wrong with it says `fleet check --strict-keys`.'';
  };
}
