// Packs a module as the module proxy serves it: package DIRECTORY VERSION PROXY writes it below PROXY, for GOPROXY=file://PROXY.
// It is a module of its own, so that the client depends on nothing for it.
package main

import (
	"encoding/json"
	"log"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/zip"
)

func main() {
	directory, version, proxy := os.Args[1], os.Args[2], os.Args[3]
	mod, err := os.ReadFile(filepath.Join(directory, "go.mod"))
	check(err)
	path := modfile.ModulePath(mod)
	escaped, err := module.EscapePath(path)
	check(err)
	versions := filepath.Join(proxy, escaped, "@v")
	check(os.MkdirAll(versions, 0o755))

	file, err := os.Create(filepath.Join(versions, version+".zip"))
	check(err)
	// It refuses what a proxy would: names that are not portable, files that are too large.
	check(zip.CreateFromDir(file, module.Version{Path: path, Version: version}, directory))
	check(file.Close())
	info, err := json.Marshal(map[string]any{"Version": version, "Time": time.Now().UTC()})
	check(err)
	check(os.WriteFile(filepath.Join(versions, version+".info"), info, 0o644))
	check(os.WriteFile(filepath.Join(versions, version+".mod"), mod, 0o644))
	check(os.WriteFile(filepath.Join(versions, "list"), []byte(version+"\n"), 0o644))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
