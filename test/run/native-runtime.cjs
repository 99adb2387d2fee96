'use strict';
const { join, sep } = require('node:path');
const { default: Runtime } = require('jest-runtime');
const { sourceMaps } = require('./compile.cjs');

const TESTS = join(__dirname, '..') + sep;
const HANDLERS = Symbol.for('EVENT_HANDLERS');

function forget(isForgotten) {
  for (const file of Object.keys(require.cache)) if (isForgotten(file)) delete require.cache[file];
}

const isOfTests = (file) => file.startsWith(TESTS) && !file.startsWith(__dirname + sep);
const isAdapter = (file) => file.endsWith(join('jest-circus', 'build', 'jestAdapterInit.js'));

/**
 * Loads suites by Node's own `require`, so that the project's modules are loaded once for each worker and not once
 * for each suite. Files under test/ are loaded afresh: what a suite sets up in a module is seen by no other.
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
    forget(isOfTests);
    globalThis.jest = this.jestGlobals.jestObjectFor(from);
    return require(from);
  }

  getSourceMaps() {
    return sourceMaps;
  }
};
