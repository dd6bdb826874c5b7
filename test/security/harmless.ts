/** Text fields of the model that no stranger fills, each with the reason. */
export const harmlessFields: Readonly<Record<string, string>> = {
  'Row.key': 'counted by the thread',
  'Rank.id': 'a copy that is compared, never shown',
  'ThreadRef.id': "the page owner's name for the thread, sent to the backend only",
  'ThreadRef.url': 'the address of the page, sent to the backend only',
  'ListQuery.branch': 'an id, sent to the backend only',
  'ListQuery.around': 'an id, sent to the backend only',
  'Page.branch': 'an id, used as a key',
  'ListQuery.before': 'a place in a list, sent back to the backend only',
  'ListQuery.after': 'a place in a list, sent back to the backend only',
  'Page.before': 'a place in a list, sent back to the backend only',
  'Page.after': 'a place in a list, sent back to the backend only',
  'CommentError.advice': 'told to the owner of the page, in the console only',
  'ErrorDetails.advice': 'told to the owner of the page, in the console only',
  'Branch.before': 'a place in a list, sent back to the backend only',
  'Branch.after': 'a place in a list, sent back to the backend only',
  'Page.resume': 'handed back to the backend only',
  'Request.id': 'an id, looked up',
  'Request.branch': 'an id, looked up',
  'Request.from': 'an id, looked up',
  'State.key': 'keys of rows, counted by the thread',
  'State.from': 'keys of rows, counted by the thread',
  'Effect.key': 'keys of rows and forms, counted by us',
  'Effect.ids': 'written by the owner of the page, and told there, in the console only',
  'Effect.known': 'told to the owner of the page, in the console only',
  'Effect.text': 'put into a textarea as its value',
  'Draft.trap': 'sent to the backend only',
  'Request.trap': 'sent to the backend only',
  'Writing.posted': 'an id, looked up',
};

/** Methods of contracts that bring no text that is shown, each with the reason. */
export const harmlessMethods: Readonly<Record<string, string>> = {
  'CommentBackend.find': 'only whether there is one counts, or it takes the way of `add`',
  'CommentBackend.report': 'nothing comes back, and nothing asks for it yet',
  'CommentBackend.moderate': 'nothing asks for it yet',
  'CommentBackend.marks': 'no text comes back, and nothing asks for it yet',
  'CommentBackend.source': 'nothing asks for it yet',
  'CommentBackend.counts': 'numbers only, and nothing asks for it yet',
  'CommentBackend.setLiked': 'a number comes back',
};

/** Files of `src/views` that show no text of a stranger, each with the reason. */
export const harmlessViews: Readonly<Record<string, string>> = {
  'styles.ts': 'styles',
  'live-styles.ts': 'styles',
  'view.ts': 'types, and `nameOf`, which the others use',
};
