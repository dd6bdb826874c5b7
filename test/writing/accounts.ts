import { localBackend } from '../../src/backends/local.ts';
import type { CommentBackend } from '../../src/backends/contract.ts';
import { sampleAccounts } from '../../src/identity/sample-accounts.ts';
import { eventually, openToWrite, type Form, type Section } from './harness.ts';

/** The local backend with sample accounts, on a database of its own. */
export function withAccounts(delayMs = 0): CommentBackend {
  const identity = sampleAccounts({ delayMs });
  return { ...localBackend({ name: `writing ${Math.random()}`, identity }), identity };
}

/** A form with the accounts to log in with; connecting takes as long as said. */
export async function openWithAccounts(
  delayMs = 0,
  attributes: Readonly<Record<string, string | true>> = {},
): Promise<{ section: Section; form: Form }> {
  const opened = await openToWrite({ backend: withAccounts(delayMs), attributes });
  await opened.form.open();
  await eventually(() => opened.form.providers[0]!.id);
  return opened;
}

/** Logs in with one of them, and waits until that is so. */
export async function logIn(form: Form, label = 'Google'): Promise<void> {
  form.button(`Log in with ${label}`).click();
  await eventually(() => form.button('Log Out'));
}

/** Long enough that it never ends by itself in a test. */
export const forever = 600_000;
