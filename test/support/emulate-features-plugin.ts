import type { ChromeLauncher } from '@web/test-runner-chrome';
import type { TestRunnerPlugin } from '@web/test-runner';
import type { MediaFeature } from './emulate-features.ts';

/**
 * The command behind emulateFeatures(): the runner's own emulateMedia() passes colour scheme and
 * reduced motion on, but not forced colours.
 */
export function emulateFeaturesPlugin(): TestRunnerPlugin<MediaFeature[]> {
  const undo = new Map<string, () => Promise<void>>();
  return {
    name: 'emulate-features',
    async executeCommand({ command, payload = [], session }) {
      if (command !== 'emulate-features') return undefined;
      if (session.browser.name === 'Firefox') return { emulated: false };
      await undo.get(session.id)?.();
      undo.delete(session.id);
      const page = (session.browser as ChromeLauncher).getPage(session.id);
      const devtools = await page.createCDPSession();
      await devtools.send('Emulation.setEmulatedMedia', { features: payload });
      // What a session emulates ends with it; an empty list of features would change nothing.
      undo.set(session.id, () => devtools.detach());
      return { emulated: true };
    },
  };
}
