import type { CommentBackend } from '../backends/contract.ts';

/**
 * A backend that asks first: `before` is called with the name of every method and its arguments.
 * When it throws, the call fails with that; when it returns a promise, the call waits for it. So a
 * test makes any backend fail, or answer late, without the backend knowing.
 */
export function intercept<Backend extends CommentBackend>(
  backend: Backend,
  before: (method: keyof Backend & string, args: readonly unknown[]) => unknown,
): Backend {
  return new Proxy(backend, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      // What watch gives back is needed at once.
      if (typeof value !== 'function' || name === 'watch') return value;
      return async (...args: unknown[]): Promise<unknown> => {
        await before(name as keyof Backend & string, args);
        return Reflect.apply(value, target, args);
      };
    },
  });
}
