'use strict';
const { readFileSync } = require('node:fs');
const { join, sep } = require('node:path');
const { default: Runtime } = require('jest-runtime');
const { sourceMaps } = require('./compile.cjs');

const TESTS = join(__dirname, '..') + sep;
const HANDLERS = Symbol.for('EVENT_HANDLERS');

/** Also from this module's children, which would keep every suite with all it made. */
function forget(isForgotten) {
  for (const file of Object.keys(require.cache)) if (isForgotten(file)) delete require.cache[file];
  module.children = module.children.filter(({ id }) => !isForgotten(id));
}

const ROOT = join(__dirname, '..', '..') + sep;
const isOfTests = (file) => file.startsWith(TESTS) && !file.startsWith(__dirname + sep);
const isOfProject = (file) =>
  file.startsWith(ROOT) &&
  !file.startsWith(join(ROOT, 'node_modules') + sep) &&
  !file.startsWith(__dirname + sep);
/** What holds the state of one desk (clock, clients, settings), and what would keep an older copy of it. */
const OF_ONE_DESK = /\.handler\.ts$|^(functions\/(adapters|stores)|local|bin)\//;
/** Each `AsyncLocalStorage` in use slows down every promise of the process, so all suites share them. */
const OF_ALL_DESKS = /^(functions\/adapters\/call-context|local\/desk\/desk-environment)\.ts$/;

function isOfOneDesk(file) {
  const path = file.slice(ROOT.length).split(sep).join('/');
  return isOfProject(file) && OF_ONE_DESK.test(path) && !OF_ALL_DESKS.test(path);
}

/** A suite whose first comment has this changes modules of the project, and gets its own copies of all. */
const OWN_MODULES = /^\/\*\*[^/]*@own-modules/;
const isAdapter = (file) => file.endsWith(join('jest-circus', 'build', 'jestAdapterInit.js'));

/**
 * Loads suites by Node's own `require`, so that the project's modules are loaded once for each worker and
 * not once for each suite. Files under test/ are loaded afresh: what a suite sets up in a module is seen by
 * no other.
 */
module.exports = class NativeRuntime extends Runtime {
  requireInternalModule(from, to) {
    if (to !== undefined || !isAdapter(from))
      return to === undefined ? require(from) : super.requireInternalModule(from, to);
    forget(isAdapter);
    delete globalThis[HANDLERS];
    return require(from);
  }

  requireModule(from, name, options, isActual) {
    if (from !== this._testPath || name !== undefined)
      return super.requireModule(from, name, options, isActual);
    forget((file) => isOfTests(file) || isOfOneDesk(file));
    if (OWN_MODULES.test(readFileSync(from, 'utf8'))) this.setAside();
    globalThis.jest = this.jestGlobals.jestObjectFor(from);
    return require(from);
  }

  setAside() {
    this.aside = Object.entries(require.cache).filter(([file]) => isOfProject(file));
    forget(isOfProject);
  }

  teardown() {
    super.teardown();
    if (!this.aside) return;
    forget(isOfProject);
    Object.assign(require.cache, Object.fromEntries(this.aside));
  }

  getSourceMaps() {
    return sourceMaps;
  }
};
