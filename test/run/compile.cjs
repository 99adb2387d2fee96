'use strict';
const { createHash } = require('node:crypto');
const { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { extname, join } = require('node:path');
const { version } = require('@swc/core/package.json');

const CACHE = join(__dirname, '..', '..', 'node_modules', '.cache', 'rightsdesk-tests');

/** CommonJS, so that `import()` loads by the same cache as `import`. */
const OPTIONS = {
  configFile: false,
  swcrc: false,
  sourceMaps: true,
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', tsx: true },
    transform: { react: { runtime: 'automatic', importSource: 'hono/jsx' } },
  },
  module: { type: 'commonjs' },
};

/** The path of each compiled file's source map, by the path of its source; for stack traces. */
const sourceMaps = new Map();

function write(path, text) {
  const part = `${path}.${process.pid}`;
  writeFileSync(part, text);
  renameSync(part, path);
}

function compileTo(path, filename, source) {
  const { transformSync } = require('@swc/core');
  const plain = extname(filename) === '.ts';
  const parser = { ...OPTIONS.jsc.parser, tsx: !plain };
  const compiled = transformSync(source, { ...OPTIONS, filename, jsc: { ...OPTIONS.jsc, parser } });
  mkdirSync(CACHE, { recursive: true });
  write(`${path}.map`, compiled.map);
  write(path, compiled.code);
}

function compile(module, filename) {
  const source = readFileSync(filename, 'utf8');
  const key = createHash('sha256').update(`${version} ${JSON.stringify(OPTIONS)} ${filename}\n${source}`);
  const path = join(CACHE, `${key.digest('hex')}.js`);
  if (!existsSync(path)) compileTo(path, filename, source);
  sourceMaps.set(filename, `${path}.map`);
  module._compile(readFileSync(path, 'utf8'), filename);
}

// Node tries endings in the order in which they were added: a module wins over data of the same name.
const { '.json': json, '.node': addon } = require.extensions;
for (const ending of ['.json', '.node']) delete require.extensions[ending];
Object.assign(require.extensions, { '.ts': compile, '.tsx': compile, '.json': json, '.node': addon });

module.exports = { sourceMaps };
