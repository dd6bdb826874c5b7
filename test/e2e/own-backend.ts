/**
 * A backend as the owner of a page would write it, in a script of the page: two comments that can be
 * liked. So the built files have something to show before there is a form to write in.
 */
export const ownBackend = (from: string): string => `
  ${from}
  const likes = { 1: 1, 2: 0 };
  const comment = (id, parentId, name) => ({
    id, parentId, author: { name }, body: { format: 'text', source: 'Text of ' + id },
    createdAt: Date.now() - 90000000, status: 'published', likes: likes[id],
  });
  const info = {
    total: { value: 2, exact: true }, viewer: null, keeper: 'server',
    can: { add: false, edit: false, remove: false, restore: false, like: true, likers: false, report: false },
    rules: {
      closed: false, guests: 'no', required: [], likes: 'anybody', longest: 1000, deepest: 9,
      format: 'text', sorts: ['oldest', 'newest'], moderation: 'none',
    },
  };
  const list = async () => ({
    branch: null, before: null, after: null,
    comments: [comment('1', null, 'Clive'), comment('2', '1', 'Steve')],
  });
  registerBackend('mine', () => ({
    open: async () => ({ info, page: await list() }),
    list,
    add: () => Promise.reject(new Error('Nothing can be written here.')),
    setLiked: async (id, liked) => ({ likes: (likes[id] += liked ? 1 : -1) }),
  }));
`;

/** For the module, which a page's own module imports. */
export const moduleBackend = ownBackend(
  `import { registerBackend } from './comment-section/comment-section.js';`,
);

/** For the classic script, which leaves one name behind. */
export const classicBackend = ownBackend(`const { registerBackend } = CommentSection;`);
