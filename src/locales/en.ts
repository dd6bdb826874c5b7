import type { Plural } from './messages.ts';

/**
 * What it takes to read a thread, in English: the source of all sentences, and what is shown where
 * a language has no words of its own. The rest is in `en-live.ts`, because it is needed later.
 */
export const en = {
  heading: { one: 'One thought on “{title}”', other: '{n} thoughts on “{title}”' },
  headingNone: 'No thoughts on “{title}” yet',
  headingUntitled: { one: 'One thought', other: '{n} thoughts' },
  headingUntitledNone: 'No thoughts yet',
  headingUnknown: 'Comments',

  sortBy: 'Order of comments',
  sortOldest: 'Oldest first',
  sortNewest: 'Newest first',
  sortMostLiked: 'Most liked first',

  said: '{name}, {time}',
  replied: '{name} replied to {parent}, {time}',
  somebody: 'Anonymous',
  author: 'Author',
  moderator: 'Moderator',
  edited: 'edited',
  isNew: 'New',
  newSinceLastVisit: {
    one: '{n} new since your last visit',
    other: '{n} new since your last visit',
  },

  reply: 'Reply',
  like: 'Like',
  likedByYou: 'Liked by you',
  likedBy: { one: 'Liked by {n} person', other: 'Liked by {n} people' },
  likedByYouAnd: { one: 'Liked by you and {n} person', other: 'Liked by you and {n} people' },
  who: 'Who?',
  whoLikes: 'Who likes the comment of {name}',

  replies: { one: '{n} reply', other: '{n} replies' },
  branch: '{name} · {replies}',
  inReplyTo: 'in reply to {name}',
  notLoaded: 'In reply to a comment that is not loaded.',
  showParent: 'Show it',
  parentMissing: 'In reply to a comment that is no longer here.',
  showMoreReplies: { one: 'Show {n} more reply', other: 'Show {n} more replies' },
  showReplies: 'Show more replies',
  showMore: 'Show more comments',
  showEarlier: 'Show earlier comments',

  leaveReply: 'Leave a Reply',
  enterComment: 'Enter your comment here…',

  loading: 'Loading comments…',
  empty: 'No comments yet.',
  closed: 'Comments are closed.',
  readOnly: 'Comments can be read here, but not written.',
  partFailed: 'A part of the comment section could not be loaded.',
  loadFailed: 'The comments could not be loaded.',
  retry: 'Retry',
  lost: 'The comment that the link leads to is not here any more.',
  removed: 'Comment deleted',
  pending: 'Awaiting moderation',
  hidden: 'Hidden by a moderator',
  keptInBrowser: 'Comments are kept in this browser only: nobody else can see them.',
  keptForVisit: 'This browser does not let the page keep comments: they last for this visit only.',
} satisfies Record<string, string | Plural>;
