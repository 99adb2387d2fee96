import { requestRegisterContract } from '../contracts/request-register.contract';
import { MemoryRegister } from './memory-register';
import { testClock } from './test-clock';

requestRegisterContract({
  name: 'the register in memory',
  open: async (nextCheckAt, dueOnOf) => ({
    register: new MemoryRegister({ clock: testClock(), nextCheckAt, ...(dueOnOf ? { dueOnOf } : {}) }),
    close: async () => undefined,
  }),
});
