import type { Guest } from '../model/viewer.ts';
import type { GuestField } from '../model/writing.ts';
import type { Context, GuestMemory } from './context.ts';

/** Name, address and website of a guest: as typed, for this visit, or remembered by choice. */
export class GuestDetails {
  #context: Context;
  #memory: GuestMemory | undefined;

  constructor(context: Context, memory: GuestMemory | undefined) {
    this.#context = context;
    this.#memory = memory;
    const kept = memory?.read();
    if (!kept) return;
    context.state.writing.guest = kept.fields;
    context.state.writing.remembers = kept.remembers;
  }

  /** As it goes to a backend, without what was left empty. */
  get value(): Guest {
    const { name, email, website } = this.#context.state.writing.guest;
    return {
      name: name.trim(),
      ...(email.trim() && { email: email.trim() }),
      ...(website.trim() && { url: completed(website.trim()) }),
    };
  }

  type(field: GuestField, value: string): void {
    const { writing } = this.#context.state;
    writing.guest = { ...writing.guest, [field]: value };
    this.#keep();
    for (const composer of writing.composers.values()) {
      if (!composer.errors[field]) continue;
      writing.composers.set(composer.place, {
        ...composer,
        errors: { ...composer.errors, [field]: undefined },
      });
      this.#context.changes.section();
    }
  }

  remember(on: boolean): void {
    this.#context.state.writing.remembers = on;
    this.#keep();
    this.#context.changes.section();
  }

  #keep(): void {
    const { guest, remembers } = this.#context.state.writing;
    this.#memory?.keep(guest, remembers);
  }
}

/** People type `ada.example`; a scheme of their own is left for the rules to judge. */
function completed(website: string): string {
  return /^[a-z][a-z\d+.-]*:/i.test(website) ? website : `https://${website}`;
}
