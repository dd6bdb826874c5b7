import { executeServerCommand } from '@web/test-runner-commands';

/** For example `{ name: 'forced-colors', value: 'active' }`; no value: as the browser is. */
export interface MediaFeature {
  readonly name: string;
  readonly value: string;
}

/**
 * Sets media features for the page of this test until the next call; none: back to normal. False
 * where the browser cannot (Firefox); the test then skips itself.
 */
export async function emulateFeatures(...features: MediaFeature[]): Promise<boolean> {
  const answer = await executeServerCommand<{ emulated: boolean }, MediaFeature[]>(
    'emulate-features',
    features,
  );
  return answer.emulated;
}
