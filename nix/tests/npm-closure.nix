# Which tarballs a lock file of npm asks for.
let
  linux = {
    os = "linux";
    cpu = "x64";
    libc = "glibc";
  };
  closureOf =
    arguments:
    import ../package/npm-closure.nix (
      {
        registry = "https://registry.example";
        platform = linux;
        roots = [ "packages/tool" ];
      }
      // arguments
    );
  placesOf =
    packages: arguments:
    map (one: one.place) (closureOf ({ lock = { inherit packages; }; } // arguments)).tarballs;
  at = version: more: { inherit version; integrity = "sha512-${version}"; } // more;
  on = more: { "node_modules/native" = at "1.0.0" more; "packages/tool".dependencies.native = "*"; };
in
{
  "a tarball has its address from its name and version, and its hash from the lock file" = {
    expr =
      (closureOf {
        lock.packages = {
          "packages/tool".dependencies.yaml = "^2.0.0";
          "node_modules/yaml" = at "2.9.1" { };
        };
      }).tarballs;
    expected = [
      {
        hash = "sha512-2.9.1";
        place = "node_modules/yaml";
        url = "https://registry.example/yaml/-/yaml-2.9.1.tgz";
      }
    ];
  };

  "a scope is part of the address, but not of the file's name" = {
    expr =
      map (one: one.url)
        (closureOf {
          lock.packages = {
            "packages/tool".dependencies."@noble/hashes" = "*";
            "node_modules/@noble/hashes" = at "2.4.0" { };
          };
        }).tarballs;
    expected = [ "https://registry.example/@noble/hashes/-/hashes-2.4.0.tgz" ];
  };

  "an alias is fetched under the name of the package" = {
    expr =
      (closureOf {
        lock.packages = {
          "packages/tool".dependencies.typescript = "*";
          "node_modules/typescript" = at "6.0.2" { name = "@typescript/typescript6"; };
        };
      }).tarballs;
    expected = [
      {
        hash = "sha512-6.0.2";
        place = "node_modules/typescript";
        url = "https://registry.example/@typescript/typescript6/-/typescript6-6.0.2.tgz";
      }
    ];
  };

  "what lies nearer goes before, as Node looks for it" = {
    expr = placesOf {
      "packages/tool".dependencies.outer = "*";
      "node_modules/outer" = at "1.0.0" { dependencies.inner = "*"; };
      "node_modules/outer/node_modules/inner" = at "2.0.0" { dependencies.deep = "*"; };
      "node_modules/inner" = at "1.0.0" { };
      "node_modules/deep" = at "1.0.0" { };
    } { };
    expected = [
      "node_modules/outer"
      "node_modules/outer/node_modules/inner"
      "node_modules/deep"
    ];
  };

  "a folder of the repository is linked, and what it needs is there" = {
    expr =
      let
        closure = closureOf {
          lock.packages = {
            "packages/tool".dependencies."@own/core" = "*";
            "node_modules/@own/core" = {
              link = true;
              resolved = "packages/core";
            };
            "packages/core" = {
              dependencies.zod = "*";
              devDependencies.vitest = "*";
            };
            "packages/core/node_modules/zod" = at "4.0.0" { };
            "node_modules/vitest" = at "1.0.0" { };
          };
        };
      in
      {
        inherit (closure) links;
        tarballs = map (one: one.place) closure.tarballs;
      };
    expected = {
      links = [
        {
          place = "node_modules/@own/core";
          target = "packages/core";
        }
      ];
      tarballs = [ "packages/core/node_modules/zod" ];
    };
  };

  "what is needed for development alone is there where that was asked for" = {
    expr =
      let
        packages = {
          "packages/tool" = {
            devDependencies.diff = "*";
            devDependencies.kit = "*";
          };
          "node_modules/diff" = at "1.0.0" { };
          "node_modules/kit" = at "1.0.0" { };
        };
      in
      [
        (placesOf packages { })
        (placesOf packages {
          developed = [ "packages/tool" ];
          without = [ "kit" ];
        })
      ];
    expected = [
      [ ]
      [ "node_modules/diff" ]
    ];
  };

  "packages that need each other come to an end" = {
    expr = placesOf {
      "packages/tool".dependencies.a = "*";
      "node_modules/a" = at "1.0.0" { dependencies.b = "*"; };
      "node_modules/b" = at "1.0.0" { dependencies.a = "*"; };
    } { };
    expected = [
      "node_modules/a"
      "node_modules/b"
    ];
  };

  "what is for another platform is left out" = {
    expr = map (more: placesOf (on more) { }) [
      { os = [ "darwin" ]; }
      { cpu = [ "arm64" ]; }
      { libc = [ "musl" ]; }
      { os = [ "!linux" ]; }
      {
        os = [
          "darwin"
          "linux"
        ];
        cpu = [ "x64" ];
        libc = [ "glibc" ];
      }
      { os = [ "!win32" ]; }
    ];
    expected = [
      [ ]
      [ ]
      [ ]
      [ ]
      [ "node_modules/native" ]
      [ "node_modules/native" ]
    ];
  };

  "a Mac has no libc to choose" = {
    expr = placesOf (on { libc = [ "glibc" ]; }) {
      platform = linux // {
        os = "darwin";
      };
    };
    expected = [ "node_modules/native" ];
  };

  "what is optional may be missing" = {
    expr = placesOf { "packages/tool".optionalDependencies.fsevents = "*"; } { };
    expected = [ ];
  };

  "what is needed and not locked is said, with what to do" = {
    expr = placesOf { "packages/tool".dependencies.zod = "*"; } { };
    expectedError = ''package-lock.json has no "zod", which packages/tool needs.'';
  };
}
