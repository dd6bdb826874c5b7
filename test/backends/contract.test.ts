import { localBackend } from '../../src/backends/local.ts';
import { memoryBackend, type MemoryStore } from '../../src/backends/memory.ts';
import { backendContract, type MakeBackend } from '../../src/testing/index.ts';

const made: Readonly<Record<string, MakeBackend>> = {
  memory() {
    const store: MemoryStore = new Map();
    const another = () => memoryBackend({ store });
    return { backend: another(), thread: { id: 'thread' }, another };
  },
  local() {
    const name = 'contract test';
    const thread = { id: crypto.randomUUID() };
    const backend = localBackend({ name });
    return {
      backend,
      thread,
      another: () => localBackend({ name }),
      close: () => backend.clear(thread.id),
    };
  },
};

for (const [name, make] of Object.entries(made)) {
  describe(`the ${name} backend`, () => {
    for (const { name: statement, run } of backendContract(make)) it(statement, run);
  });
}
