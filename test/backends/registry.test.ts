import { expect } from '@open-wc/testing';
import { visitBackend } from '../../src/backends/memory.ts';
import {
  backendNames,
  findBackend,
  isRegistered,
  registerBackend,
} from '../../src/backends/registry.ts';

const { signal } = new AbortController();

describe('the registry of backends', () => {
  it('knows the backends that come with the section', async () => {
    expect(backendNames()).to.include.members(['local', 'memory', 'wordpress']);
    for (const name of ['local', 'memory', 'wordpress']) {
      expect(isRegistered(name)).to.equal(true);
      const backend = (await findBackend(name, signal))({});
      expect(backend).to.respondTo('open');
    }
  });

  it('hands out a backend that was added', async () => {
    registerBackend('added', visitBackend);
    expect(await findBackend('added', signal)).to.equal(visitBackend);
  });

  it('waits for a backend that is added later', async () => {
    expect(isRegistered('later')).to.equal(false);
    const found = findBackend('later', signal);
    registerBackend('later', visitBackend);
    expect(await found).to.equal(visitBackend);
    expect(isRegistered('later')).to.equal(true);
  });

  it('stops waiting when the signal is aborted', async () => {
    const controller = new AbortController();
    const found = findBackend('never', controller.signal);
    const reason = new Error('no longer wanted');
    controller.abort(reason);
    expect(await found.catch((thrown: unknown) => thrown)).to.equal(reason);
    const again = await findBackend('never', controller.signal).catch((thrown: unknown) => thrown);
    expect(again).to.equal(reason);
  });
});
