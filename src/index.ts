import { CommentSection as OwnCommentSection } from './comment-section.ts';

// A page may load the script twice, or a plugin may bring its own copy: the first one stays.
if (!customElements.get('comment-section')) {
  customElements.define('comment-section', OwnCommentSection);
}

/** The class that is registered: registries are its own, and another copy's would not count. */
export const CommentSection = customElements.get('comment-section') as typeof OwnCommentSection;
export const { registerBackend, registerLocale } = CommentSection;

export type * from './events.ts';
export type * from './live-events.ts';
export { CommentError } from './model/errors.ts';
export type * from './backends/contract.ts';
export type * from './identity/contract.ts';
export type * from './locales/messages.ts';
export type * from './model/comment.ts';
export type * from './model/draft.ts';
export type * from './model/identity.ts';
export type * from './model/order.ts';
export type * from './model/page.ts';
export type * from './model/rules.ts';
export type * from './model/viewer.ts';
