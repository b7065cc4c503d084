# What one configuration of a flake is made of, as plain data that JSON can hold: `fleet import` applies this
# to `nixosConfigurations`, `darwinConfigurations` or `homeConfigurations`. No name of somebody else's is an
# attribute of what it returns, and of a password only which options are set is told. It is read as a text, so
# it imports nothing.
{
  # "system" or "home".
  kind,
  # Which configuration.
  name,
  # What to tell: "names" alone, or some of "settings", "users", "groups", "homes", "secrets", "modules", "rootWays"
  # and "failures".
  parts,
  # The names of users, groups, homes or secrets to tell of; null for all.
  only,
  # Whether to name the shells of users.
  hasShells,
  # How the text of flake.nix begins, how many bytes it has, and in which folders of its source it may lie: ""
  # for its root.
  flakeStart,
  flakeSize,
  folders,
  # What is in account-settings.nix, root-access.nix, logins.nix and privileges.nix of ../facts, and in the other
  # files here.
  accountSettings,
  rootAccessOf,
  loginsOf,
  privilegesOf,
  rootWaysOf,
  furtherSettingsOf,
  ageSecretsOf,
  placesOf,
  accountsOf,
  passwordsOf,
  shellsOf,
  settingsOf,
  homesOf,
  modulesOf,
  describeOf,
}:
configurations:
let
  inherit (builtins)
    attrNames
    concatMap
    deepSeq
    elem
    filter
    map
    tryEval
    unsafeDiscardStringContext
    unsafeGetAttrPos
    ;
  configuration = configurations.${name};
  inherit (configuration) config;
  options = configuration.options or { };
  # A Mac's `pkgs` has no name of its own on older releases.
  pkgs = configuration.pkgs or configuration._module.args.pkgs or { };
  specialArgs = configuration._module.specialArgs or { };

  valueOr =
    fallback: value:
    let
      tried = tryEval (deepSeq value value);
    in
    if tried.success then tried.value else fallback;

  # A value, or, where it alone is broken, which one that is.
  tell =
    option: value:
    let
      tried = tryEval (deepSeq value value);
    in
    if tried.success then tried.value else { unreadable = option; };

  # A path's text does not copy the file.
  textOf = value: if value == null then null else unsafeDiscardStringContext (toString value);

  chosen = names: if only == null then names else filter (one: elem one only) names;

  places = placesOf {
    inherit
      flakeSize
      flakeStart
      folders
      modulesPath
      textOf
      valueOr
      ;
    candidates = [
      (unsafeGetAttrPos name configurations).file or null
      (specialArgs.self.outPath or null)
      (specialArgs.inputs.self.outPath or null)
      (specialArgs.flake.outPath or null)
    ]
    ++ modules.candidates
    ++ concatMap filesOf [
      (options.users.users or { })
      (options.system.stateVersion or { })
      (options.networking.hostName or { })
      (options.home.username or { })
    ];
  };
  inherit (places) definitionsOf fileOf;
  modulesPath = textOf (specialArgs.modulesPath or null);
  filesOf = option: valueOr [ ] (map ({ file, ... }: textOf file) (definitionsOf option));

  modules = modulesOf {
    inherit
      config
      configuration
      describeOf
      options
      pkgs
      places
      specialArgs
      textOf
      valueOr
      ;
  };
  accounts = accountsOf {
    inherit
      accountSettings
      chosen
      config
      definedIn
      hasShells
      options
      passwordsOf
      pkgs
      shellsOf
      tell
      textOf
      valueOr
      ;
  };

  # The files that say something of a member of an option.
  definedIn = places.definedIn;

  inherit
    (homesOf {
      inherit
        chosen
        definedIn
        fileOf
        pkgs
        tell
        textOf
        valueOr
        ;
    })
    homeOf
    secretsOf
    ;

  homeUsers = config.home-manager.users or { };
  # On newer releases of lib the whole of a submodule can be had.
  innerHome =
    login: options.home-manager.users.valueMeta.attrs.${login}.configuration.options or { };
  integratedHome =
    login:
    homeOf login "home-manager.users.${login}."
      {
        config = homeUsers.${login};
        options = innerHome login;
      }
      {
        definedIn = definedIn [ (options.home-manager.users or { }) ] login;
        modules = valueOr null (modules.ofHome login);
      };

  settings =
    settingsOf {
      inherit
        config
        pkgs
        rootAccessOf
        tell
        textOf
        valueOr
        ;
    }
    // {
      furtherSettings = tell "users.users" (furtherSettingsOf {
        inherit accountSettings config valueOr;
        filesAt = path: map fileOf (filesOf (optionAt path));
        filesOfUser = definedIn [ (options.users.users or { }) ];
      });
      ageSecrets = tell "age.secrets" (ageSecretsOf {
        inherit
          config
          fileOf
          textOf
          valueOr
          ;
      });
    };
  optionAt =
    path:
    builtins.foldl' (set: name: if builtins.isString name then set.${name} or { } else set) options (
      builtins.split "\\." path
    );

  # What the system would not be built for. A Mac and a home have the option as well.
  failures = map (one: textOf (valueOr "?" one.message)) (
    filter (one: !(valueOr true one.assertion)) (config.assertions or [ ])
  );

  rootWays = rootWaysOf {
    inherit
      config
      loginsOf
      options
      privilegesOf
      rootAccessOf
      tell
      valueOr
      ;
    filesOf = option: map fileOf (filesOf option);
    isOwn = file: places.isUnknown file || places.isOwn file;
  };

  # Settings as a list, so that some of them can be told alone.
  listOf =
    set:
    map (id: {
      name = id;
      value = set.${id};
    }) (chosen (attrNames set));

  system = {
    settings = listOf settings;
    inherit (accounts) groups users;
    homes = map integratedHome (chosen (attrNames homeUsers));
    secrets = secretsOf { inherit config options; };
    inherit failures rootWays;
    modules = {
      modules = valueOr null modules.ofSystem;
      specialArguments = filter (one: one != "modulesPath") (attrNames specialArgs);
    };
    # What is broken as a whole fails here.
    names = {
      settings = attrNames settings;
      users = attrNames config.users.users;
      groups = attrNames (config.users.groups or { });
      homes = attrNames homeUsers;
      secrets = attrNames (config.sops.secrets or { });
    };
  };
  homeSettings = homeOf name "" { inherit config options; } {
    definedIn = map fileOf (filesOf (options.home.username or { }));
  };
  home = {
    settings = listOf (removeAttrs homeSettings [ "secrets" ]);
    secrets = secretsOf { inherit config options; };
    inherit failures;
    modules = {
      modules = valueOr null modules.ofStandaloneHome;
      specialArguments = [ ];
    };
    names = {
      settings = attrNames (removeAttrs homeSettings [ "secrets" ]);
      login = config.home.username;
      secrets = attrNames (config.sops.secrets or { });
    };
  };
  all = if kind == "system" then system else home;
in
{
  inherit (places) source;
}
// builtins.listToAttrs (
  map (part: {
    name = part;
    value = all.${part};
  }) parts
)
