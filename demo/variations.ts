import './show-markup.ts';
import './preview.ts';
import '../src/index.ts';
import { memoryBackend } from '../src/backends/memory.ts';
import type { CommentBackend } from '../src/backends/contract.ts';
import type { ImportedComment } from '../src/backends/local-bulk.ts';
import type { CommentSection } from '../src/comment-section.ts';
import { CommentError } from '../src/model/errors.ts';
import * as threads from './variation-threads.ts';

// Gives every section of the page a backend that keeps comments for as long as the page is open.

const now = Date.now();
const tea = threads.tea(now);

use('read-only', keep(tea));
use('closed', keep(tea));
use('empty', keep([]));
use('error', failAtFirst(keep(tea)));
use('no-likes', keep(tea));
use('most-liked', keep(tea));
use('newest', keep(threads.books(now)));
use('deep', keep(threads.clock(now)));
use('german', keep(threads.nightTrain(now)));
use('arabic', keep(threads.coffee(now)));
use('dark', keep(tea));
use('words', keep(tea));
use('on-demand', keep(tea));
use('glove', keep(threads.glove(now)));
use('umbrella', keep(threads.umbrella(now)));

section('words').strings = {
  heading: { one: 'One note beside {title}', other: '{n} notes beside {title}' },
  headingNone: 'Nothing beside {title}',
};

const onDemand = section('on-demand');
onDemand.querySelector('button')!.addEventListener('click', () => onDemand.load());

function section(thread: string): CommentSection {
  return document.querySelector<CommentSection>(`comment-section[thread="${thread}"]`)!;
}

function use(thread: string, backend: CommentBackend): void {
  section(thread).backend = backend;
}

function keep(comments: readonly ImportedComment[]): CommentBackend {
  const likers = Object.fromEntries(comments.map((each) => [each.id, each.likers ?? []]));
  // `keeper` silences the notice that comments last for this visit only: here it goes without saying.
  return memoryBackend({ comments, likers, keeper: 'server' });
}

/** Opens at the second try: what a reader sees of a server that is down for a moment. */
function failAtFirst(backend: CommentBackend): CommentBackend {
  let tries = 0;
  return {
    ...backend,
    async open(...args) {
      if (tries++ === 0) throw new CommentError('unavailable');
      return backend.open(...args);
    },
  };
}
