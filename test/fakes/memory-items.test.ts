import { deskItemsContract } from '../contracts/desk-items.contract';
import { MemoryItems } from './memory-items';

deskItemsContract({
  name: 'desk items in memory',
  open: async () => ({ items: new MemoryItems(), close: async () => undefined }),
});
