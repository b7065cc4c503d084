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
  # What is told of it, not looked at, and looked at without care; and how the trace says where something is broken:
  # see guard.nix.
  only,
  withheld,
  insisted,
  mark,
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
  guardsOf,
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

  guards = guardsOf {
    inherit
      insisted
      mark
      only
      withheld
      ;
  };

  # A path's text does not copy the file.
  textOf = value: if value == null then null else unsafeDiscardStringContext (toString value);

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
      config
      definedIn
      guards
      options
      passwordsOf
      pkgs
      shellsOf
      textOf
      valueOr
      ;
  };

  # The files that say something of a member of an option.
  definedIn = places.definedIn;

  inherit
    (homesOf {
      inherit
        definedIn
        fileOf
        guards
        pkgs
        textOf
        valueOr
        ;
    })
    homeOf
    secretsOf
    secretsWith
    ;

  homeUsers = config.home-manager.users or { };
  # On newer releases of lib the whole of a submodule can be had.
  innerHome =
    login: options.home-manager.users.valueMeta.attrs.${login}.configuration.options or { };
  integratedHome =
    login:
    let
      home = {
        config = homeUsers.${login};
        options = innerHome login;
      };
      of = guards.attributesOf "homes" login "home-manager.users.${login}";
      listOf = tellOf: names: of "sops.secrets" (map tellOf names);
      ofSecret =
        _: option: attribute:
        of (if attribute == "" then option else "${option}.${attribute}");
    in
    homeOf login of home {
      definedIn = of "" (definedIn [ (options.home-manager.users or { }) ] login);
      modules = of "imports" (valueOr null (modules.ofHome login));
      secrets = secretsWith listOf ofSecret home;
    };

  tell = guards.settingOf (path: filesOf (optionAt path));
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
      valueOr
      ;
    of = guards.attributesOf "rootWays";
    filesOf = option: map fileOf (filesOf option);
    isOwn = file: places.isUnknown file || places.isOwn file;
  };

  # Settings as a list, so that some of them can be told alone.
  listOf =
    set:
    guards.listOf "settings" (id: {
      name = id;
      value = set.${id};
    }) (attrNames set);

  system = {
    settings = listOf settings;
    inherit (accounts) groups users;
    homes = guards.listOf "homes" integratedHome (attrNames homeUsers);
    secrets = secretsOf { inherit config options; };
    inherit failures rootWays;
    modules = {
      modules = valueOr null modules.ofSystem;
      specialArguments = filter (one: one != "modulesPath") (attrNames specialArgs);
    };
    names = {
      settings = attrNames settings;
      users = attrNames config.users.users;
      groups = attrNames (config.users.groups or { });
      homes = attrNames homeUsers;
      secrets = attrNames (config.sops.secrets or { });
    };
  };
  homeSettings = homeOf name tell { inherit config options; } {
    definedIn = map fileOf (filesOf (options.home.username or { }));
  };
  home = {
    settings = listOf homeSettings;
    secrets = secretsOf { inherit config options; };
    inherit failures;
    modules = {
      modules = valueOr null modules.ofStandaloneHome;
      specialArguments = [ ];
    };
    names = {
      settings = attrNames homeSettings;
      login = config.home.username;
      secrets = attrNames (config.sops.secrets or { });
    };
  };
  all = if kind == "system" then system else home;
  told = builtins.listToAttrs (
    map (part: {
      name = part;
      value = guards.partOf part all.${part};
    }) parts
  );
in
# A host of which no user can be had is none, nor is a home of nobody: that is known first.
deepSeq (if told ? settings && kind == "home" then homeSettings.login else told.users or null) (
  { source = guards.partOf "source" places.source; } // told
)
