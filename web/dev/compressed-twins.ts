// Writes a .gz beside every text file of the build, prints the sizes and holds the first load to its limit:
// the server then sends the twin as it stands and never compresses a page twice.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const TEXT = /\.(html|js|css|svg|json|txt|webmanifest)$/;

interface Size {
  path: string;
  plain: number;
  packed: number;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesUnder(path) : [path];
  });
}

function writeTwin(path: string, root: string): Size {
  const bytes = readFileSync(path);
  const packed = gzipSync(bytes, { level: 9 });
  writeFileSync(`${path}.gz`, packed);
  return { path: relative(root, path), plain: bytes.length, packed: packed.length };
}

const kib = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KiB`.padStart(11);

/** The scripts that index.html itself asks for, and what those import at once. */
function firstLoad(sizes: Size[], html: string): number {
  const asked = sizes.filter((size) => size.path.endsWith(".js") && html.includes(size.path));
  return asked.reduce((sum, size) => sum + size.packed, 0);
}

export function compressedTwins(options: { scriptLimit: number }): Plugin {
  let root = "";
  return {
    name: "compressed-twins",
    apply: "build",
    configResolved(config) {
      root = join(config.root, config.build.outDir);
    },
    closeBundle() {
      const sizes = filesUnder(root)
        .filter((path) => TEXT.test(path))
        .map((path) => writeTwin(path, root));
      console.log(`\n${"file".padEnd(36)}${"plain".padStart(11)}${"gzip".padStart(11)}`);
      for (const size of sizes) console.log(size.path.padEnd(36) + kib(size.plain) + kib(size.packed));
      const total = firstLoad(sizes, readFileSync(join(root, "index.html"), "utf8"));
      console.log(`first load, script: ${kib(total).trim()} gzip (limit ${kib(options.scriptLimit).trim()})`);
      if (total > options.scriptLimit) throw new Error("the first load is over its limit");
    },
  };
}
