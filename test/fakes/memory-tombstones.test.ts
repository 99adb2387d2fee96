import { tombstonesContract } from '../contracts/tombstones.contract';
import { MemoryTombstones } from './memory-tombstones';

tombstonesContract({
  name: 'the tombstones of the tests',
  open: async () => ({ tombstones: new MemoryTombstones(), close: async () => undefined }),
});
