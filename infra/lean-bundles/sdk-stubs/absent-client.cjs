// Replaces the client of a service that the function has no permission to call (see ../absent-clients.ts).
module.exports = new Proxy(
  {},
  {
    get: (_, name) =>
      class {
        constructor() {
          throw new Error(
            `this function has no permission that needs ${String(name)}: add one in infra/function-plans.ts`,
          );
        }
      },
  },
);
