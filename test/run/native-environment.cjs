'use strict';
const { createContext } = require('node:vm');
const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

/** What a suite may leave behind on the process, and the next one must not see. */
const SETTINGS = ['TEST_TIMEOUT_SYMBOL', 'RETRY_TIMES', 'RETRY_IMMEDIATELY', 'WAIT_BEFORE_RETRY'];

/**
 * The process itself as the place where suites run: one global object, one copy of each module of the
 * project. Jest's own environment makes a new JavaScript realm for each suite and loads every module again,
 * which took more time than the tests.
 */
module.exports = class NativeEnvironment {
  constructor({ projectConfig }) {
    this.global = globalThis;
    this.context = createContext();
    this.before = {
      environment: process.env,
      env: { ...process.env },
      console: globalThis.console,
      exit: process.exit,
      cwd: process.cwd(),
    };
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimers = null;
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  async setup() {}

  async teardown() {
    this.fakeTimersModern.dispose();
    this.moduleMocker.restoreAllMocks();
    process.env = this.before.environment;
    for (const name of Object.keys(process.env)) if (!(name in this.before.env)) delete process.env[name];
    Object.assign(process.env, this.before.env);
    globalThis.console = this.before.console;
    process.exit = this.before.exit;
    process.exitCode = undefined;
    if (process.cwd() !== this.before.cwd) process.chdir(this.before.cwd);
    for (const name of SETTINGS) delete globalThis[Symbol.for(name)];
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return this.context;
  }
};
