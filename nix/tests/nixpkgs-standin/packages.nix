# A package set just real enough to be asked for names: every package is a derivation without content.
{
  lib,
  system,
  config ? { },
  overlays ? [ ],
}:
let
  hostPlatform = lib.systems.elaborate system;

  package =
    name:
    derivation {
      inherit name system;
      builder = "/bin/sh";
    }
    // {
      pname = name;
      version = "0";
      meta.mainProgram = name;
      # Short, so that nothing has to be hashed.
      outPath = "/nix/store/00000000000000000000000000000000-${name}";
      override = _: package name;
      overrideAttrs = _: package name;
      passthru = { };
    };

  # Only these may be a login shell.
  shell = name: package name // { shellPath = "/bin/${name}"; };

  shells = [
    "bash"
    "bashInteractive"
    "dash"
    "fish"
    "nushell"
    "xonsh"
    "zsh"
  ];

  packages = [
    "age"
    "bat"
    "code-server"
    "colmena"
    "coreutils"
    "dconf"
    "deploy-rs"
    "diffutils"
    "direnv"
    "eza"
    "fd"
    "findutils"
    "getent"
    "gettext"
    "git"
    "glibcLocales"
    "gnugrep"
    "gnupg"
    "gnused"
    "hello"
    "helix"
    "htop"
    "inetutils"
    "installShellFiles"
    "jq"
    "just"
    "less"
    "man"
    "man-db"
    "nano"
    "ncurses"
    "nh"
    "nix"
    "nix-output-monitor"
    "nix-zsh-completions"
    "nixfmt-tree"
    "nodejs"
    "openssh"
    "ripgrep"
    "shadow"
    "shared-mime-info"
    "sops"
    "sops-install-secrets"
    "ssh-to-age"
    "starship"
    "sudo"
    "systemd"
    "tailscale"
    "tzdata"
    "xdg-user-dirs"
  ];

  named = name: _: package name;
  fromArguments = arguments: package (arguments.name or arguments.pname);

  format = {
    type = lib.types.anything;
    generate = named;
    lib = {
      mkInline = value: value;
      mkRaw = value: value;
      types.atom = lib.types.anything;
    };
  };
  formats =
    lib.genAttrs [
      "elixirConf"
      "gitIni"
      "hocon"
      "ini"
      "iniWithGlobalSection"
      "javaProperties"
      "json"
      "keyValue"
      "libconfig"
      "lua"
      "nixConf"
      "php"
      "plist"
      "pythonVars"
      "toml"
      "xml"
      "yaml"
      "yaml_1_1"
      "yaml_1_2"
    ] (_: _: format)
    // {
      systemd = format;
    };

  base =
    self:
    lib.genAttrs packages package
    // lib.genAttrs shells shell
    // {
      _type = "pkgs";
      inherit
        config
        formats
        hostPlatform
        lib
        overlays
        system
        ;
      buildPlatform = hostPlatform;
      path = ./.;
      pkgs = self;
      # home-manager asks for its version.
      fzf = package "fzf" // {
        version = "0.73.0";
      };
      # fleet asks for its version.
      nodejs_24 = package "nodejs" // {
        version = "24.13.0";
      };
      python3 = package "python3";
      emacs = package "emacs";
      stdenv = {
        inherit hostPlatform system;
        inherit (hostPlatform) isDarwin isLinux;
        buildPlatform = hostPlatform;
        targetPlatform = hostPlatform;
        mkDerivation = arguments: fromArguments arguments // arguments.passthru or { };
        shell = "/bin/sh";
      };
      stdenvNoCC = self.stdenv;
      runtimeShell = "/bin/sh";

      buildEnv = fromArguments;
      fetchurl = { url, ... }: package (baseNameOf url);
      linkFarm = named;
      mkShell = { name ? "nix-shell", ... }: package name;
      mkShellNoCC = self.mkShell;
      replaceVars = path: _: package (baseNameOf path);
      runCommand =
        name: _: _:
        package name;
      runCommandLocal = self.runCommand;
      substituteAll = _: package "substituted";
      symlinkJoin = fromArguments;
      writeScript = self.writeText;
      writeScriptBin = self.writeText;
      writeShellApplication = fromArguments;
      writeShellScript = self.writeText;
      writeShellScriptBin = self.writeText;
      writeText = name: text: package name // { inherit text; };
      writeTextDir = path: _: package (baseNameOf path);
      writeTextFile = { name, text, ... }: package name // { inherit text; };

      # What needs a package that is not here has no content.
      callPackage =
        given: own:
        let
          function = if lib.isFunction given then given else import given;
          arguments = lib.functionArgs function;
          all = builtins.intersectAttrs arguments self // own;
          isComplete = lib.all (name: arguments.${name} || all ? ${name}) (lib.attrNames arguments);
        in
        if isComplete then function all else package "called";
      appendOverlays =
        more:
        import ./packages.nix {
          inherit config lib system;
          overlays = overlays ++ more;
        };
      extend = overlay: self.appendOverlays [ overlay ];
      __splicedPackages = self;
    };
in
lib.fix (lib.foldl' (lib.flip lib.extends) base overlays)
